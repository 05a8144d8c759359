"""What is said of the loop back through time, whatever cell it is of."""

ALONG_H = (
    "The gradient along $h$ is missing: what the step after returned as `dh_` must be kept, and "
    "added to `dy[t]`."
)
LAST_ONLY = "Only the last `dy` enters. Every step has its own loss: `dy[t] + dh`."
FORWARD = "The loop runs forward in time. A step's gradient needs that of the step after it."
NO_SUM = (
    "The sum over time is missing: only the first step's gradient is left. All steps share "
    "the parameters, so their gradients add up."
)
MEAN = "This is the mean over time; the gradient is the sum."

RULES = {
    "dx": "It is the first thing `step_back` returns, at that step.",
    "db": "It is the sum of all steps' `db`.",
    "dW": "It is the sum of all steps' `dW`, each made with that step's `x[t]`.",
    "dU": "It is the sum of all steps' `dU`, each made with `h[t]`, the state the step began with.",
}
