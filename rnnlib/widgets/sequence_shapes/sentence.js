// What a column says, in words: forward what it reads and answers, backward what comes to it.

import { number } from "../shared/frame/format.js";
import { say } from "../shared/frame/say.js";

/** A loss: two decimals, or two digits where it is so small that they would be zeros. */
export function nats(loss) {
  return number(loss, loss < 0.005 ? "∂" : "");
}

/** One or two sentences on column t of a shape. */
export function sentence(shape, words, t, back) {
  const step = shape.steps[t];
  const where = shape.second[t] ? say("shapes.decoder_step", { step }) : step === "0" ? say("shapes.before_first") : say("shapes.at_step", { step });
  return `${where}: ${back ? backward(shape, words, t) : forward(shape, words, t)}`;
}

function forward(shape, words, t) {
  const [x, given, answer] = [shape.x[t], shape.given[t], shape.answers[t]];
  const reads = [
    x === null ? null : Array.isArray(x) ? say("shapes.reads_picture") : say("shapes.reads", { x }),
    given === null ? null : given === "start" ? say("shapes.given_sign") : say("shapes.told", { given }),
  ].filter(Boolean);
  const read = reads.join(say("shapes.and")) || say("shapes.reads_nothing");
  if (!answer) return say("shapes.no_answer", { read });
  const [said, right, p] = answer;
  const verdict = said === right ? say("shapes.right") : say("shapes.wrong", { right });
  return say("shapes.answers", { read, said, verdict, p: number(p), loss: words.loss.join(shape.steps[t]), nats: nats(shape.losses[t]) });
}

function backward(shape, words, t) {
  const h = `∂${words.symbols.L}/∂${words.symbols.h}`;
  const size = (value) => number(value, "∂");
  const [whole, enters, carried] = [shape.flow[t], shape.enters[t], shape.carried[t]];
  const loss = words.loss.join(shape.steps[t]);
  const last = t === shape.N - 1;
  if (!shape.answers[t]) return say("shapes.no_loss", { h, whole: size(whole) });
  if (last) return say("shapes.all_enters", { h, whole: size(whole), loss });
  return say("shapes.part_enters", { h, whole: size(whole), enters: size(enters), loss, carried: size(carried) });
}
