"""The stages of a step of the machine, with the equations that the page fills with numbers.

The letters are those of Graves, Wayne & Danihelka 2014, whatever the notation; one step earlier is
written ⁻. Numbers in parentheses are the paper's equations.
"""

import re

from rnnlib.language import say

PIECE = re.compile(r"\[(.+?)\|(.+?)(~?)\]|([^\[]+)")
STAGES = "content", "gate", "shift", "sharpen", "erase", "add", "read"


def stages(shifts, writes):
    """For every stage, in the order of the step: its name, its lines forward and backward.

    ``shifts`` is the number of shifts, ``writes`` that of write heads.
    """
    R = shifts // 2
    forward, backward = _forward(range(-R, R + 1), writes), _backward(range(-R, R + 1))
    return [
        {
            "name": name,
            "forward": [_line(*line) for line in forward[name]],
            "backward": [_line(*line) for line in backward[name]],
        }
        for name in STAGES
    ]


def _forward(shifts, writes):
    who = say("memory.write_heads" if writes > 1 else "memory.write_head", number="")
    heads = [(f"w_{q + 1}(i)" if writes > 1 else "w(i)", q) for q in range(writes)]
    wiped = "".join(f"·(1 − [{w}|w@q{q}]·[e(m)|e@q{q}])" for w, q in heads)
    added = "".join(f" + [{w}|w@q{q}]·[a(m)|a@q{q}]" for w, q in heads)
    turned = " + ".join(f"[s({_minus(d)})|s@{d}]·[w^g({_place(-d)})|w_g@{-d}]" for d in shifts)
    return {
        "content": [
            ("C", "C(i)", "[k·M⁻(i)|kM~] / ([‖k‖|k_norm~]·[‖M⁻(i)‖|M_norm~])", 6),
            ("w_c", "w^c(i)", "exp([β|beta]·[C(i)|C]) / [Σ_j exp(β C(j))|Z_c~]", 5),
        ],
        "gate": [("w_g", "w^g(i)", "[g|g]·[w^c(i)|w_c] + (1 − [g|g])·[w⁻(i)|w⁻]", 7)],
        "shift": [("w_s", "w̃(i)", turned, 8)],
        "sharpen": [("w", "w(i)", "[w̃(i)|w_s][^γ|gamma] / [Σ_j w̃(j)^γ|Z_w~]", 9)],
        "erase": [("M_kept", "M̃(i, m)", f"[M⁻(i, m)|M⁻]{wiped}", f"3, {who}")],
        "add": [("M", "M(i, m)", f"[M̃(i, m)|M_kept]{added}", f"4, {who}")],
        "read": [
            (
                "r",
                "r(m)",
                "… + [w(i)|w@p]·[M(i, m)|M] + …",
                f"2, {say('memory.read_head', number='')}",
            )
        ],
    }


def _backward(shifts):
    later = " + ".join(f"[s({_minus(d)})|s@{d}]·[∂L/∂w̃({_place(d)})|∂L/∂w_s@{d}]" for d in shifts)
    by = "Σ_j ∂L/∂w̃(j) w^g({})"
    return {
        "read": [
            ("∂L/∂r", "∂L/∂r(m)", say("memory.by_output")),
            ("∂L/∂M", "∂L/∂M(i, m)", say("memory.by_reading")),
        ],
        "add": [("∂L/∂a", "∂L/∂a(m)", "Σ_j w(j) ∂L/∂M(j, m)")],
        "erase": [("∂L/∂e", "∂L/∂e(m)", "−Σ_j w(j) M⁻(j, m) ∂L/∂M̃(j, m)")],
        "sharpen": [
            (
                "∂L/∂w",
                "∂L/∂w(i)",
                f"[{say('memory.here_now')}|∂L/∂now] + [{say('memory.later')}|∂L/∂later]",
            ),
            (
                "∂L/∂w_s",
                "∂L/∂w̃(i)",
                "[γ|gamma]·[w(i)|w~] / [w̃(i)|w_s~]"
                "·([∂L/∂w(i)|∂L/∂w] − [Σ_j w(j) ∂L/∂w(j)|∂L/∂mean])",
            ),
            ("∂L/∂gamma", "∂L/∂γ", "Σ_j ∂L/∂w(j) ∂w(j)/∂γ"),
        ],
        "shift": [
            ("∂L/∂w_g", "∂L/∂w^g(i)", later),
            *((f"∂L/∂s@{d}", f"∂L/∂s({_minus(d)})", by.format(_place(-d, "j"))) for d in shifts),
        ],
        "gate": [
            ("∂L/∂w_c", "∂L/∂w^c(i)", "[g|g]·[∂L/∂w^g(i)|∂L/∂w_g]"),
            ("∂L/∂w_before", "∂L/∂w⁻(i)", "(1 − [g|g])·[∂L/∂w^g(i)|∂L/∂w_g]"),
            ("∂L/∂g", "∂L/∂g", "Σ_j ∂L/∂w^g(j) (w^c(j) − w⁻(j))"),
        ],
        "content": [
            (
                "∂L/∂C",
                "∂L/∂C(i)",
                "[β|beta]·[w^c(i)|w_c~]"
                "·([∂L/∂w^c(i)|∂L/∂w_c] − [Σ_j w^c(j) ∂L/∂w^c(j)|∂L/∂mean_c])",
            ),
            ("∂L/∂beta", "∂L/∂β", "Σ_j ∂L/∂w^c(j) ∂w^c(j)/∂β"),
            ("∂L/∂k", "∂L/∂k(m)", "Σ_j ∂L/∂C(j) ∂C(j)/∂k(m)"),
            ("∂L/∂M⁻", "∂L/∂M⁻(i, m)", say("memory.by_all")),
        ],
    }


def _line(name, left, right, equation=None):
    """One equation in pieces: text, and terms, which are shown as numbers, too.

    ``equation`` is its number in the paper, and whose weighting stands in it if not the chosen
    head's.
    """
    pieces = []
    for written, term, size, plain in PIECE.findall(right):
        piece = {"text": written or plain}
        if written:
            piece |= {"terms": [term]}
        if size:
            piece["style"] = "∂"
        if written.startswith("^"):
            piece["raised"] = True
        pieces.append(piece)
    number = {"equation": equation} if equation else {}
    return {"name": name, "left": left, "right": pieces} | number


def _place(by, i="i"):
    return i if not by else f"{i} {'+' if by > 0 else '−'} {abs(by)}"


def _minus(number):
    return str(number).replace("-", "−")
