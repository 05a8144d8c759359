// Where the cursor goes next: pure functions of {t, stage, direction} and the choices.

/** One step of time (`by` = ±1) along the page, or null at the edge. */
export function stepped({ t }, by, choices) {
  const next = t + by;
  return next < 0 || next >= choices.t ? null : { t: next };
}

/** One stage on (`by` = +1) or back in the order of computation, over the border of steps. */
export function staged({ t, stage, direction }, by, choices) {
  const back = direction === "backward";
  const stages = choices.stage.slice(1);
  if (back) stages.reverse();
  if (stage === "all") return { stage: stages[by > 0 ? 0 : stages.length - 1] };
  const next = stages.indexOf(stage) + by;
  if (next >= 0 && next < stages.length) return { stage: stages[next] };
  const moved = stepped({ t }, back ? -by : by, choices);
  return moved && { ...moved, stage: stages[next < 0 ? stages.length - 1 : 0] };
}

/** What playing does once: a stage on where a stage is chosen, else a step in the direction. */
export function played(state, choices) {
  if (state.stage !== "all") return staged(state, 1, choices);
  return stepped(state, state.direction === "backward" ? -1 : 1, choices);
}

/** Where playing starts over from when it stands at its end. */
export function rewound({ stage, direction }, choices) {
  const back = direction === "backward";
  const stages = choices.stage.slice(1);
  const first = back ? stages.at(-1) : stages[0];
  return { t: back ? choices.t - 1 : 0, stage: stage === "all" ? "all" : first };
}
