"""Networks that use every layer and option: what exporters are tried on. (name, input's dimensions, output's, model)"""

VECTOR, IMAGE, SEQUENCE, CODES = [4, 5], [3, 2, 7, 6], [4, 6, 3], [4, 6]
ACTIVATIONS = ("linear", "step", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "selu", "gelu", "silu", "softplus",
               "sine", "softmax")
VOCABULARY = 9


def layer(name, **options):
    return {"layer": name, **options}


def dense(units, activation="linear"):
    return layer("dense", units=units, activation=activation)


def networks():
    for name, dims, out_dims, model in (*vectors(), *images(), *sequences(), *mixed()):
        if model[-1]["layer"] != "dense":  # the answer is always a dense layer's
            out_dims, model = [*out_dims[:-1], 3], [*model, dense(3)]
        yield name, dims, out_dims, model


def vectors():
    for name in ACTIVATIONS:
        yield f"dense {name}", VECTOR, [4, 2], [dense(4, name), dense(2, name)]
        yield f"dense {name} at every step", SEQUENCE, [4, 6, 2], [dense(4, name), dense(2)]
    yield "dropout", VECTOR, [4, 3], [layer("dropout", rate=0), dense(4, "tanh"), layer("dropout", rate=0), dense(3)]
    yield "layer_norm", VECTOR, [4, 5], [layer("layer_norm", epsilon=0.01)]
    yield "layer_norm at every step", SEQUENCE, [4, 6, 3], [layer("layer_norm")]
    yield "layer_norm of an image", IMAGE, [3, 84], [layer("layer_norm")]
    yield "batch_norm", VECTOR, [4, 5], [layer("batch_norm", epsilon=0.01)]
    yield "batch_norm at every step", SEQUENCE, [4, 6, 2], [layer("batch_norm"), dense(2, "tanh")]
    yield "batch_norm of an image", IMAGE, [3, 84], [layer("batch_norm"), layer("flatten")]
    yield "mcculloch_pitts", VECTOR, [4, 6], [layer("mcculloch_pitts", units=6)]
    yield "mcculloch_pitts at every step", SEQUENCE, [4, 6, 4], [layer("mcculloch_pitts", units=4)]


def images():
    for number, options in enumerate((
            {}, {"stride": 2}, {"padding": "valid"}, {"padding": 2}, {"padding": "same"}, {"dilation": 2},
            {"kernel": 2, "padding": "same"}, {"kernel": 4, "padding": "same", "operation": "convolution"},
            {"kernel": 2, "padding": "same", "dilation": 3}, {"operation": "convolution", "stride": 3, "padding": 1},
            {"kernel": 1, "activation": "softmax"}, {"activation": "gelu", "padding": 1, "stride": 2})):
        yield f"conv2d {number} {options}", IMAGE, [3, 2], [
            layer("conv2d", **{"filters": 3, "kernel": 3, "activation": "tanh", **options}), layer("flatten"),
            dense(2, "tanh")]
    yield "conv2d at the end", IMAGE, [3, 60], [layer("conv2d", filters=3, kernel=3, activation="sigmoid")]
    for kind in ("max_pool2d", "avg_pool2d"):
        for number, options in enumerate(({"kernel": 2}, {"kernel": 3, "stride": 1}, {"kernel": 3, "padding": 1},
                                          {"kernel": 2, "stride": 3, "padding": 1}, {"kernel": 5, "padding": 2})):
            yield f"{kind} {number} {options}", IMAGE, [3, 2], [layer(kind, **options), dense(2, "tanh")]
    yield "conv2d, batch_norm, pools", IMAGE, [3, 4], [
        layer("batch_norm"), layer("conv2d", filters=4, kernel=3, padding=1, activation="relu"), layer("max_pool2d"),
        layer("dropout", rate=0), layer("conv2d", filters=5, kernel=3, padding="same", activation="linear"),
        layer("avg_pool2d", kernel=3, stride=2), layer("flatten"), dense(4, "softmax")]


def sequences():
    for returned, units in (("all", [4, 6]), ("last", [4])):
        for direction, doubled in (("forward", 1), ("backward", 1), ("both", 2)):
            common = {"return": returned, "direction": direction}
            for kind, options in (("rnn", {}), ("rnn", {"activation": "relu"}), ("lstm", {}), ("lstm_peephole", {}),
                                  ("lstm_coupled", {}), ("lstm_depth_gated", {}), ("gru", {"reset": "after"}),
                                  ("gru", {"reset": "before"}), ("clockwork_rnn", {"units": 6, "modules": 3}),
                                  ("clockwork_rnn", {"units": 4, "modules": 2, "activation": "relu"})):
                options = {"units": 5, **common, **options}
                yield (f"{kind} {options}", SEQUENCE, [*units, doubled * options["units"]], [layer(kind, **options)])
        for depth in (1, 3):
            yield f"grid_lstm {returned} {depth}", SEQUENCE, [*units, 4], [
                layer("grid_lstm", **{"units": 4, "depth": depth, "return": returned})]
        for score in ("scaled_dot", "additive"):
            yield f"attention {score} {returned}", SEQUENCE, [*units, 4], [
                layer("attention", **{"units": 4, "score": score, "return": returned})]
    yield "last_step", SEQUENCE, [4, 2], [dense(4, "tanh"), layer("last_step"), dense(2)]


def mixed():
    yield "embedding", CODES, [4, 6, 4], [layer("embedding", vocabulary=VOCABULARY, units=4)]
    yield "embedding of one code", [4, 1], [4, 2], [layer("embedding", vocabulary=VOCABULARY, units=4), dense(2)]
    yield "embedding and a stack", CODES, [4, 3], [
        layer("embedding", vocabulary=VOCABULARY, units=4), layer("lstm", units=5, direction="both"),
        layer("attention", units=4), layer("gru", **{"units": 3, "return": "last"}), dense(3, "softmax")]
    yield "recurrent layers over one step", VECTOR, [4, 2], [
        layer("lstm", units=3), layer("clockwork_rnn", units=4, modules=2), layer("attention", units=3),
        layer("last_step"), layer("gru", units=3), layer("layer_norm"), dense(2)]
    yield "an image after every step", SEQUENCE, [4, 6, 9], [
        layer("conv2d", filters=1, kernel=1, padding=1, activation="tanh"), layer("max_pool2d", kernel=3, stride=1,
                                                                                 padding=1)]
    yield "the last image of a sequence", SEQUENCE, [4, 2], [
        layer("conv2d", filters=2, kernel=2, padding=1, activation="softmax"), layer("last_step"), dense(2)]
