// The view's text form: letters, one for each thing that is on. Unknown letters are ignored.
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
  return view;
}

}  // namespace deltarule
