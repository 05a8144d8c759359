"""The machine once more, written down naively in PyTorch, one sequence and one head at a time."""


def run(torch, p, x, state, heads, lstm):
    """y of one sequence x (T, D); p the parameters by name, state that of one sequence."""
    *first, M, w, r = state
    W, S, K = heads.W, heads.S, heads.K
    ys = []
    for x_t in x:
        into = torch.cat([x_t, r.reshape(-1)]) @ p["controller.W"] + p["controller.b"]
        if lstm:
            h, c = first
            i, f, o, g = (into + h @ p["controller.U"]).chunk(4)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            first = h, c = torch.sigmoid(o) * torch.tanh(c), c
        else:
            first = (h,) = (torch.tanh(into),)
        z = h @ p["heads.V"] + p["heads.b"]
        new = []
        for head in range(K):
            k, beta, gamma, g, s = z[: heads.each * K][head * heads.each :][: heads.each].split(
                [W, 1, 1, 1, S]
            )
            z_c = torch.stack([torch.nn.functional.cosine_similarity(k, row, 0) for row in M])
            w_c = torch.softmax(torch.nn.functional.softplus(beta) * z_c, 0)
            g = torch.sigmoid(g)
            w_g = g * w_c + (1 - g) * w[head]
            s = torch.softmax(s, 0)
            w_s = sum(s[j] * torch.roll(w_g, j - S // 2) for j in range(S))
            w_t = w_s ** (1 + torch.nn.functional.softplus(gamma))
            new.append(w_t / w_t.sum())
        w = torch.stack(new)
        writes = z[heads.each * K :].reshape(heads.writes, 2 * W)
        for v, w_t in zip(writes, w[-heads.writes :], strict=True):
            M = M * (1 - torch.outer(w_t, torch.sigmoid(v[:W])))
        for v, w_t in zip(writes, w[-heads.writes :], strict=True):
            M = M + torch.outer(w_t, torch.tanh(v[W:]))
        r = w[: heads.reads] @ M
        ys.append(torch.cat([h, r.reshape(-1)]))
    return torch.stack(ys), (*first, M, w, r)
