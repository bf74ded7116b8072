// The training card's choice of how the network answers: softmax, a sigmoid for each class, or the class's number.
#include <string_view>
#include <vector>

#include "web/app/field_flow.h"
#include "web/app/images/image_panels.h"
#include "web/app/images/image_text.h"
#include "web/app/images/output_kind.h"
#include "web/app/presentation.h"

namespace deltarule {
namespace {

struct Choice {
  OutputKind kind;
  ImageText name;
};
constexpr Choice kChoices[] = {{OutputKind::softmax, ImageText::output_softmax},
                               {OutputKind::one_vs_rest, ImageText::output_one_vs_rest},
                               {OutputKind::single, ImageText::output_single},
                               {OutputKind::integer, ImageText::output_integer},
                               {OutputKind::other, ImageText::output_other}};

/// As many as the run's data has; before it is there, as many as there are outputs.
int classes_of_run(const Bench& bench) {
  if (const int chosen = chosen_class_count(bench.experiment()); chosen > 0) return chosen;
  const auto known = static_cast<int>(bench.run.snapshot().classes);
  return bench.run.current() && known > 0 ? known : bench.experiment().training.model.back().units;
}

}  // namespace

void choose_output(Ui& ui, Bench& bench, FieldFlow& flow) {
  if (bench.experiment().training.optimizer.name == Optimizer::perceptron || !shows(bench.presentation, "targets"))
    return;
  const Lock lock(ui, bench.presentation, "targets");
  const OutputKind now = output_kind(bench.experiment());
  const int classes = classes_of_run(bench);
  std::vector<std::string_view> names;
  std::vector<OutputKind> kinds;
  int chosen = 0;
  for (const Choice& choice : kChoices) {
    const bool offered = choice.kind != OutputKind::other && (choice.kind != OutputKind::single || classes == 2);
    if (!offered && choice.kind != now) continue;
    if (choice.kind == now) chosen = static_cast<int>(names.size());
    names.push_back(tr(choice.name));
    kinds.push_back(choice.kind);
  }
  const std::string_view label = tr(ImageText::output_and_targets);
  const Rect box = labelled_place(ui, flow, label, field_height(ui));
  if (select(ui, "output", box, {.name = label, .options = names}, chosen) &&
      kinds[static_cast<std::size_t>(chosen)] != now && classes >= 2)
    set_output(bench.draft(), kinds[static_cast<std::size_t>(chosen)], classes);
  if (now != OutputKind::integer && now != OutputKind::one_vs_rest) return;
  flow.y +=
      ui.canvas.paragraph(ui.fonts().regular, type::kSmall, flow.x, flow.y - ui.px(3), flow.width, ui.theme().muted,
                          tr(now == OutputKind::integer ? ImageText::why_integer : ImageText::why_one_vs_rest)) +
      ui.px(3);
}

}  // namespace deltarule
