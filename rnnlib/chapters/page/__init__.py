"""A chapter as one HTML file that opens from disk, without Jupyter and without a network.

`writer` puts a page together: `cells`, `markdown` and `formulas` write what stands in it, `state`
and `packing` what its widgets know, `font` its letters. What the page itself is made of lies in
`site/`: `chapter.js` runs there, `host.js` mounts the widgets, `slides.js` shows one slide at a
time, which `screens.js` has cut and scaled to fit the window.
"""
