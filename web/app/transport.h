// The run's controls: seed, reset, play, step by a unit, and how fast it plays. The bars say where they stand.
//
// What is pressed on the keyboard (app.cpp) does the same through the functions below.
#pragma once

#include "web/app/bench.h"
#include "web/app/scene.h"
#include "web/app/ui.h"

namespace deltarule {

/// Play or pause, step, back to the start; of a run also a new seed (other weights, other points: any small number that
/// is not the present one).
void press(Bench& bench, Press what, double milliseconds);

/// Level 0 takes two batches a second, each level about three times as many, the last as many as it can.
command::Pace pace_of(const View& view, int batch_size);

struct TransportRoom {
  bool seed = true;         // a button for a new seed
  bool seed_figure = true;  // with the present one in it
  bool unit = true;         // what a step is
};
float transport_width(const Ui& ui, const Bench& bench, const TransportRoom& room);
/// Beginning at x; returns the right end.
float transport(Ui& ui, Bench& bench, float x, float centre_y, const TransportRoom& room);
void speed_slider(Ui& ui, Bench& bench, const Rect& rect);
/// Slowly first, then ever faster.
float automatic_chip_width(const Ui& ui);
void automatic_chip(Ui& ui, Bench& bench, float x, float centre_y);

}  // namespace deltarule
