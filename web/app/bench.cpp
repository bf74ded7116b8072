// The view's text form: letters, one for each thing that is on, and the lab's open view as a digit. Unknown letters are
// ignored.
#include "web/app/bench.h"

namespace deltarule {

std::string to_text(const View& view) {
  std::string text;
  if (view.theme == ThemeChoice::light) text += 'l';
  if (view.theme == ThemeChoice::dark) text += 'd';
  if (view.test_points) text += 't';
  if (view.discretize) text += 's';
  if (view.log_loss) text += 'g';
  if (view.more) text += 'm';
  if (view.lab != LabView::curves) text += static_cast<char>('0' + static_cast<int>(view.lab));
  return text;
}

View view_from_text(std::string_view text) {
  View view;
  const auto has = [&](char letter) { return text.find(letter) != std::string_view::npos; };
  view.theme = has('l') ? ThemeChoice::light : has('d') ? ThemeChoice::dark : ThemeChoice::system;
  view.test_points = has('t');
  view.discretize = has('s');
  view.log_loss = has('g');
  view.more = has('m');
  for (std::size_t i = 0; i < kLabViews; ++i) {
    if (has(static_cast<char>('0' + i))) view.lab = static_cast<LabView>(i);
  }
  return view;
}

}  // namespace deltarule
