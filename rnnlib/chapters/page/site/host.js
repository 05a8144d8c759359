// Mounts widgets: anywidgets by their own module, a few of ipywidgets by ours, others in words.

import { language, say } from "../../../widgets/shared/frame/say.js";
import { unpacked } from "./packing.js";
import { CLEANED, CONTROLS, LINKS, link } from "./controls.js";
import { Model } from "./model.js";

const LATER = say("page.later");

export class Host {
  /** A promise of a host, once all has been unpacked. */
  static async of({ buffers, rest }) {
    const { models, sources, pieces } = JSON.parse(new TextDecoder().decode(await unpacked(...rest)));
    await Promise.all(buffers.map(async ([number, path, ...code]) =>
      place(models[number].state, path, await unpacked(...code))));
    return new Host(models, sources.map((source) => source.map((piece) => pieces[piece]).join("")));
  }

  /** `models`: what `rnnlib.chapters.page.state` wrote; `sources`: modules and style sheets. */
  constructor(models, sources) {
    this.sources = sources;
    this.modules = new Map();
    this.definitions = new Map();
    const manager = { get_model: async (reference) => this.find(reference).proxy({}) };
    this.entries = models;
    for (const { name, state } of models) if (name.startsWith("HTML")) CLEANED.add(state.value);
    this.models = models.map(({ name, state }) => new Model(name, state, manager));
  }

  /** Start every model, then tie those that are linked. */
  async start() {
    await Promise.all(this.models.map((model) => this.definition(model)));
    for (const model of this.models) {
      if (!(model.name in LINKS)) continue;
      const ends = ["source", "target"].map((end) => model.get(end));
      link(...ends.map(([reference, trait]) => [this.find(reference), trait]), LINKS[model.name]);
    }
  }

  find(reference) {
    return this.models[Number(String(reference).replace("IPY_MODEL_", ""))];
  }

  /** What renders a model, initialised once; undefined where nothing can. */
  definition(model) {
    if (!this.definitions.has(model)) this.definitions.set(model, this.load(model));
    return this.definitions.get(model);
  }

  async load(model) {
    const { name, _esm, _css } = this.entries[this.models.indexOf(model)];
    if (_esm === undefined) return CONTROLS[name];
    const module = await this.module(_esm);
    let widget = module.default ?? { render: module.render };
    if (typeof widget === "function") widget = await widget();
    if (_css !== undefined) this.wear(_css);
    const { signal } = new AbortController();
    await widget.initialize?.({ model: model.proxy({}), signal, experimental: EXPERIMENTAL });
    return widget;
  }

  module(number) {
    if (!this.modules.has(number)) {
      const type = "text/javascript";
      const address = URL.createObjectURL(new Blob([this.sources[number]], { type }));
      this.modules.set(number, import(address).finally(() => URL.revokeObjectURL(address)));
    }
    return this.modules.get(number);
  }

  wear(number) {
    if (document.querySelector(`style[data-source="${number}"]`)) return;
    const sheet = document.head.appendChild(document.createElement("style"));
    sheet.dataset.source = number;
    sheet.textContent = this.sources[number];
  }

  /** A view of the model inside `el`; returns a function that closes it. */
  mount(reference, el) {
    const model = this.find(reference);
    const context = {};
    const ending = new AbortController();
    let clean, note;
    const view = async () => {
      const widget = model && (await this.definition(model));
      if (!widget?.render) {
        const title = model?.get("description");
        return excuse(el, say("page.needs", { what: title ? say("page.named", { title }) : say("page.this") }));
      }
      const inside = document.createElement("div");
      el.replaceChildren(inside);
      this.layout(model, inside);
      clean = await widget.render({
        model: model.proxy(context),
        el: inside,
        signal: ending.signal,
        experimental: EXPERIMENTAL,
        mount: (child, place) => this.mount(child, place),
      });
      model.on("asks-python", () => (note ??= excuse(el, LATER)), context);
    };
    view().catch((error) => {
      console.error(error);
      excuse(el, say("page.failed", { message: error.message }));
    });
    return () => {
      ending.abort();
      model?.off(null, null, context);
      if (typeof clean === "function") clean();
    };
  }

  /** The CSS that a notebook's author gave the widget. */
  layout(model, el) {
    const layout = model.get("layout");
    for (const [name, value] of Object.entries(layout ? this.find(layout).state : {})) {
      if (typeof value === "string") el.style.setProperty(name.replaceAll("_", "-"), value);
    }
  }
}

const EXPERIMENTAL = {
  invoke: () => Promise.reject(new Error("invoke: expected a kernel, got a page without one")),
};

function excuse(el, text) {
  const note = document.createElement("p");
  note.className = "needs-kernel";
  note.lang = language();
  note.setAttribute("role", "status");
  note.textContent = text;
  el.append(note);
  return note;
}

function place(state, path, value) {
  const inner = path.slice(0, -1).reduce((holder, key) => holder[key], state);
  inner[path.at(-1)] = value;
}
