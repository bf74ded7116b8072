// The parts of the network card: controls of its layers, and the diagram that answers to the pointer. Their places and
// the card around them are network_panel.cpp's.
#pragma once

#include <cstddef>
#include <vector>

#include "web/app/bench.h"
#include "web/app/ui.h"

namespace deltarule {

/// Where the dense layers are in the model, the output last.
std::vector<std::size_t> dense_layers(const Experiment& experiment);
/// A dense layer after that many, like its neighbour.
void insert_layer(Experiment& draft, std::size_t after);
/// Removes the last hidden layer, with the dropout that belongs to it.
void remove_layer(Experiment& draft);

inline constexpr int kMaxHidden = 8;
inline constexpr float kRoomForControls = 45, kRoomForOneLine = 150;  // of a column, in design pixels

/// "Layers − 2 +", right-aligned; returns its left edge.
float layer_count(Ui& ui, Bench& bench, float right, float centre_y, int hidden);
/// One activation for all hidden layers: "Activation tanh ▾", right-aligned, or as a field in a row of its own.
void activation_of_all(Ui& ui, Bench& bench, float right, float centre_y);
float activation_row(Ui& ui, Bench& bench, float x, float y, float width);
/// Controls above their columns, in one line or two.
void column_headers(Ui& ui, Bench& bench, const DiagramLayout& layout, float y, float pitch);
/// A row for each hidden layer, below the diagram; returns its bottom.
float layer_rows(Ui& ui, Bench& bench, float x, float y, float width);
/// A plus between two columns where the pointer is, at the lower edge of the diagram.
void insert_buttons(Ui& ui, Bench& bench, const DiagramLayout& layout, const Rect& area);

/// The diagram: what is pointed at is lit, a click chooses a neuron or opens a weight, folded layers can be gone
/// through.
void diagram(Ui& ui, Bench& bench, const DiagramLayout& layout, const Rect& area);

}  // namespace deltarule
