// The view's text form: letters, one for each thing that is on, the lab's open view as a digit, a speed as a capital.
// Unknown letters are ignored.
#include "web/app/bench.h"

namespace deltarule {

std::string to_text(const View& view) {
  std::string text;
  if (view.theme == ThemeChoice::light) text += 'l';
  if (view.theme == ThemeChoice::dark) text += 'd';
  if (view.test_points) text += 't';
  if (view.discretize) text += 's';
  if (view.boundary) text += 'b';
  if (view.log_loss) text += 'g';
  if (view.more) text += 'm';
  if (view.lab != LabView::curves) text += static_cast<char>('0' + static_cast<int>(view.lab));
  if (view.step_unit == command::Unit::sample) text += 'o';
  if (view.step_unit == command::Unit::epoch) text += 'e';
  if (view.speed != kSpeedAuto) text += static_cast<char>('A' + view.speed);
  return text;
}

View view_from_text(std::string_view text) {
  View view;
  const auto has = [&](char letter) { return text.find(letter) != std::string_view::npos; };
  view.theme = has('l') ? ThemeChoice::light : has('d') ? ThemeChoice::dark : ThemeChoice::system;
  view.test_points = has('t');
  view.discretize = has('s');
  view.boundary = has('b');
  view.log_loss = has('g');
  view.more = has('m');
  for (std::size_t i = 0; i < kLabViews; ++i) {
    if (has(static_cast<char>('0' + i))) view.lab = static_cast<LabView>(i);
  }
  view.step_unit = has('o') ? command::Unit::sample : has('e') ? command::Unit::epoch : command::Unit::batch;
  for (int level = 0; level <= kSpeedMax; ++level) {
    if (has(static_cast<char>('A' + level))) view.speed = level;
  }
  return view;
}

}  // namespace deltarule
