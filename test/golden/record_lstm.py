"""Records what PyTorch's LSTM gives, and its gradients, for exporter/src/detection/lstm/lstmLayer.test.ts.

    python test/golden/record_lstm.py > test/golden/lstm.json
"""

import json

import torch

STEPS, BATCH, INPUTS, UNITS = 5, 2, 3, 4
torch.manual_seed(20261130)
layer = torch.nn.LSTM(INPUTS, UNITS, dtype=torch.float64)
x = torch.randn(STEPS, BATCH, INPUTS, dtype=torch.float64, requires_grad=True)
weight = torch.randn(STEPS, BATCH, UNITS, dtype=torch.float64)
hidden, _ = layer(x)
(hidden * weight).sum().backward()


def gates(tensor):
    """Of the input, forget, cell and output gate, as inputs × units each."""
    return [part.T.tolist() if part.dim() == 2 else part.tolist() for part in tensor.chunk(4)]


print(
    json.dumps(
        {
            "torch": torch.__version__,
            "x": x.tolist(),
            "weight": weight.tolist(),
            "kernels": gates(layer.weight_ih_l0),
            "recurrent": gates(layer.weight_hh_l0),
            # PyTorch has two biases, of which only the sum matters
            "biases": gates(layer.bias_ih_l0 + layer.bias_hh_l0),
            "hidden": hidden.tolist(),
            "gradients": {
                "inputs": x.grad.tolist(),
                "kernels": gates(layer.weight_ih_l0.grad),
                "recurrent": gates(layer.weight_hh_l0.grad),
                "biases": gates(layer.bias_ih_l0.grad),
            },
        }
    )
)
