// The panels: one function and one file each. They draw from the bench and write to its draft or its run.
//
// Each gets the rectangle of its card and returns the height that it would like, for the next frame's layout.
#pragma once

#include "web/app/bench.h"
#include "web/app/layout.h"
#include "web/app/ui.h"

namespace deltarule {

void top_bar(Ui& ui, Bench& bench, const Rect& bar, bool with_transport);
void bottom_bar(Ui& ui, Bench& bench, const Rect& bar);
/// Height of the message above the cards, 0 if there is none.
float banner_height(const Ui& ui, const Bench& bench, float width);
void banner(Ui& ui, Bench& bench, const Rect& rect);

float data_panel(Ui& ui, Bench& bench, const Rect& rect);
float training_panel(Ui& ui, Bench& bench, const Rect& rect);
float network_panel(Ui& ui, Bench& bench, const Rect& rect);
float lab_panel(Ui& ui, Bench& bench, const Rect& rect);
float output_panel(Ui& ui, Bench& bench, const Rect& rect);
float neuron_panel(Ui& ui, Bench& bench, const Rect& rect);
/// "Neuron 1.3", "Output neuron", "Input x1"
std::string neuron_title(const Bench& bench, NeuronId id);

}  // namespace deltarule
