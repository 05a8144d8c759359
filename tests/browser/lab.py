"""What tests do with widgets in an open notebook of JupyterLab."""

from browser.pages import order


def run_python(page, code):
    """Run code in the kernel, in no cell, and wait for its end."""
    page.evaluate(
        """async (code) => {
             const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
             await kernel.requestExecute({ code }).done;
           }""",
        code,
    )


def clear_cell(page, index):
    """Take away what a cell shows."""
    order(page, index, "notebook:clear-cell-output")


def change_theme(page, theme):
    page.evaluate(
        "(theme) => jupyterapp.commands.execute('apputils:change-theme', { theme })", theme
    )


def lab_widths(view, theme):
    """Every width in which a widget is looked at, given to the view itself, in a theme."""
    page, size = view.page, view.page.viewport_size
    change_theme(page, theme)
    scheme = "dark" if "Dark" in theme else "light"
    view.and_(page.locator(f"[data-theme={scheme}]")).wait_for()
    page.set_viewport_size({"width": 1760, "height": 1200})
    for width in (400, 900, 1600):
        view.evaluate("(root, w) => { root.style.width = `${w}px` }", width)
        page.wait_for_timeout(150)  # until it has heard of its width
        yield width
    view.evaluate("(root) => { root.style.width = '' }")
    page.set_viewport_size(size)
