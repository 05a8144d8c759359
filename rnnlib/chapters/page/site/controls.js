// The widgets of ipywidgets itself that a page draws: boxes, words, sliders, check boxes, choices.

/** HTML that was cleaned when the page was written. */
export const CLEANED = new Set();

/** What `render` is for these models; each listens to its model and keeps in step with it. */
export const CONTROLS = {
  BoxModel: box("row"),
  HBoxModel: box("row"),
  VBoxModel: box("column"),
  LabelModel: words((node, text) => (node.textContent = text)),
  HTMLModel: words(markup),
  HTMLMathModel: words(markup),
  IntSliderModel: slider((value) => String(value)),
  FloatSliderModel: slider((value) => String(Number(value.toPrecision(6)))),
  CheckboxModel: { render: checkbox },
  DropdownModel: { render: dropdown },
};

/** Links between traits of two models; the source speaks first. */
export const LINKS = { LinkModel: true, DirectionalLinkModel: false };

/** Tie `target` to `source`, each [model, trait], and back where `both`. */
export function link([source, from], [target, to], both) {
  const pass = (a, x, b, y) => {
    const send = () => {
      b.set(y, a.get(x));
      b.save_changes();
    };
    a.on(`change:${x}`, send);
    return send;
  };
  pass(source, from, target, to)();
  if (both) pass(target, to, source, from);
}

function box(way) {
  return {
    render({ model, el, mount }) {
      el.classList.add("page-box", way);
      let clean = [];
      const show = () => {
        clean.forEach((close) => close());
        el.replaceChildren();
        clean = model.get("children").map((child) => {
          const place = el.appendChild(document.createElement("div"));
          return mount(child, place);
        });
      };
      model.on("change:children", show);
      show();
      return () => clean.forEach((close) => close());
    },
  };
}

/** Cleaned HTML as HTML; what a link brought from elsewhere as text. */
function markup(node, text) {
  if (CLEANED.has(text)) node.innerHTML = text;
  else node.textContent = text;
}

function words(write) {
  return {
    render({ model, el }) {
      const [title, node] = [document.createElement("span"), document.createElement("div")];
      el.classList.add("page-words");
      el.append(title, node);
      follow(model, ["description", "value"], () => {
        title.textContent = model.get("description") ?? "";
        write(node, model.get("value") ?? "");
      });
    },
  };
}

function slider(written) {
  return {
    render({ model, el }) {
      const input = field(model, el, "input");
      const shown = el.appendChild(document.createElement("output"));
      input.type = "range";
      shown.ariaLive = "off"; // a slider tells its value itself
      input.addEventListener("input", () => put(model, "value", Number(input.value)));
      follow(model, ["min", "max", "step", "value", "disabled"], () => {
        for (const name of ["min", "max", "step", "value"]) input[name] = model.get(name);
        input.disabled = Boolean(model.get("disabled"));
        shown.textContent = model.get("readout") === false ? "" : written(model.get("value"));
      });
    },
  };
}

function checkbox({ model, el }) {
  const input = field(model, el, "input");
  input.type = "checkbox";
  input.addEventListener("change", () => put(model, "value", input.checked));
  follow(model, ["value", "disabled"], () => {
    input.checked = model.get("value");
    input.disabled = Boolean(model.get("disabled"));
  });
}

function dropdown({ model, el }) {
  const input = field(model, el, "select");
  input.addEventListener("change", () => put(model, "index", input.selectedIndex));
  follow(model, ["_options_labels", "index", "disabled"], () => {
    input.replaceChildren(...model.get("_options_labels").map((text) => new Option(text)));
    input.selectedIndex = model.get("index") ?? -1;
    input.disabled = Boolean(model.get("disabled"));
  });
}

/** A control with its description as label. */
function field(model, el, tag) {
  const [node, title] = [document.createElement("label"), document.createElement("span")];
  const input = document.createElement(tag);
  el.classList.add("page-field");
  node.append(title, input);
  el.append(node);
  follow(model, ["description"], () => (title.textContent = model.get("description") ?? ""));
  return input;
}

function put(model, name, value) {
  model.set(name, value);
  model.save_changes();
}

function follow(model, names, show) {
  for (const name of names) model.on(`change:${name}`, show);
  show();
}
