// A widget's state without a kernel: get, set and listen, as anywidget's modules expect.

const ASKS = "asks-python"; // told when something needs the kernel

export class Model {
  /** `manager.get_model("IPY_MODEL_3")` finds other models of the page. */
  constructor(name, state, manager) {
    Object.assign(this, { name, state, manager, listeners: [] });
    this.fixed = new Set(state._needs_kernel ?? []); // traits that Python answers
  }

  get(name) {
    return this.state[name];
  }

  /** One trait, or an object of several; all are set before anyone hears of it. */
  set(name, value) {
    const wanted = Object.entries(typeof name === "object" ? name : { [name]: value });
    const changes = wanted.filter(([key, next]) => !same(this.state[key], next));
    const allowed = changes.filter(([key]) => !this.fixed.has(key));
    for (const [key, next] of allowed) this.state[key] = next;
    for (const [key] of allowed) this.emit(`change:${key}`, this, this.state[key], {});
    if (allowed.length) this.emit("change", this, {});
    if (allowed.length < changes.length) {
      for (const [key] of changes) if (this.fixed.has(key)) this.emit(`change:${key}`, this, this.state[key], {});
      this.emit(ASKS);
    }
  }

  /** Nobody is there to be told. */
  save_changes() {}

  send() {
    this.emit(ASKS);
  }

  on(names, callback, context) {
    for (const name of names.split(" ")) this.listeners.push({ name, callback, context });
  }

  /** Without a callback all listeners to `names` go, without names all of the context's. */
  off(names, callback, context) {
    const wanted = names?.split(" ");
    this.listeners = this.listeners.filter((listener) =>
      (wanted && !wanted.includes(listener.name)) ||
      (callback && callback !== listener.callback) ||
      (context && context !== listener.context));
  }

  emit(name, ...news) {
    for (const listener of [...this.listeners]) {
      if (listener.name === name && this.listeners.includes(listener)) listener.callback(...news);
    }
  }

  /** The model as one user of it sees it, so that all its listeners can go together. */
  proxy(context) {
    return {
      kernel: false,
      get: (name) => this.get(name),
      set: (name, value) => this.set(name, value),
      save_changes: () => this.save_changes(),
      send: (...message) => this.send(...message),
      on: (names, callback) => this.on(names, callback, context),
      off: (names, callback) => this.off(names, callback, context),
      widget_manager: this.manager,
    };
  }
}

function same(a, b) {
  if (Object.is(a, b)) return true;
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return false;
  return !ArrayBuffer.isView(a) && !ArrayBuffer.isView(b) && JSON.stringify(a) === JSON.stringify(b);
}
