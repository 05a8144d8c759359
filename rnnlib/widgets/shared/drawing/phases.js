// Where the stages of a step stand, once one of them has been chosen.

/**
 * Whether a stage of the step lies before, at or after the chosen one. What belongs to no stage is
 * given when a step is computed, and reached last when gradients flow.
 */
export function phases(stages, chosen, back = false) {
  const order = stages.map((stage) => stage.name);
  if (back) order.reverse();
  const now = order.indexOf(chosen);
  return (name) => {
    if (chosen === "all") return "past";
    const place = name ? order.indexOf(name) : back ? order.length - 1 : -1;
    return place < now ? "past" : place > now ? "future" : "now";
  };
}
