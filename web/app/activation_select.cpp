// Softmax is for the last layer and comes with its loss: it is not offered, and its place in the list says "mixed".
#include "web/app/activation_select.h"

#include <vector>

#include "engine/experiment/experiment.h"
#include "web/app/text.h"
#include "web/viz/activation_plot.h"

namespace deltarule {
namespace {

constexpr int kOffered = static_cast<int>(Activation::softmax);

void plot(const Canvas& canvas, const Rect& rect, int option) {
  if (option < kOffered) draw_activation(canvas, rect, static_cast<Activation>(option));
}

}  // namespace

bool activation_select(const Ui& ui, const char* key, const Rect& rect, SelectSpec spec, int& chosen) {
  std::vector<std::string_view> words;
  for (int i = 0; i < kOffered; ++i)
    words.push_back(choice_label("model.activation", activation_names()[static_cast<std::size_t>(i)]));
  if (chosen >= kOffered) words.push_back(tr(Text::mixed));
  spec.options = words;
  spec.picture = plot;
  spec.pictured = chosen < kOffered;
  spec.key = draw_activation_key;
  return select(ui, key, rect, spec, chosen) && chosen < kOffered;
}

}  // namespace deltarule
