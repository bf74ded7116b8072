// One pass over the test samples where the network's opinion counts; then sorting.
#include "engine/study/gallery.h"

#include <algorithm>

#include "engine/study/excitement.h"
#include "engine/train/target_coding.h"
#include "engine/train/trainer.h"

namespace deltarule {
namespace {

struct Opinion {
  std::uint32_t index;
  std::uint8_t prediction;
  float sureness;
};

std::vector<Opinion> opinions(Trainer& trainer) {
  const Dataset& data = trainer.test_data();
  struct Pass {
    TargetCoding coding;
    int last_layer, targets;
    std::vector<Opinion> all;
  } pass{target_coding(trainer.spec().model.back(), trainer.spec().loss.name, data),
         static_cast<int>(trainer.layout().size()) - 1,
         data.targets,
         {}};
  trainer.infer(
      data.input.data(), data.samples,
      [](void* user, int layer, ConstMatrixView y, int first, int n) {
        auto& to = *static_cast<Pass*>(user);
        if (layer != to.last_layer) return;
        for (int c = 0; c < n; ++c)
          to.all.push_back({static_cast<std::uint32_t>(first + c),
                            predicted_class(to.coding, y.data() + c * y.rows(), to.targets),
                            static_cast<float>(sureness(to.coding, y.data() + c * y.rows(), to.targets))});
      },
      &pass);
  return pass.all;
}

GalleryImage image_of(const Dataset& data, bool test, const Opinion& opinion) {
  const auto features = static_cast<std::size_t>(data.features());
  const auto from = data.input.begin() + static_cast<std::ptrdiff_t>(opinion.index * features);
  GalleryImage image{opinion.index, test, data.classes[opinion.index], opinion.prediction, opinion.sureness, 0, {}};
  image.pixels.assign(from, from + static_cast<std::ptrdiff_t>(features));
  return image;
}

void some_of_each_class(Gallery& gallery, const Dataset& data, int classes) {
  const int each = std::max(1, gallery.request.count / classes);
  for (int c = 0; c < classes; ++c) {
    int found = 0;
    for (int i = 0; i < data.samples && found < each; ++i) {
      if (data.classes[static_cast<std::size_t>(i)] != c || gallery.images.size() >= gallery.request.count) continue;
      gallery.images.push_back(image_of(data, false, {static_cast<std::uint32_t>(i), static_cast<std::uint8_t>(c), 1}));
      ++found;
    }
  }
}

void most_exciting(Gallery& gallery, Trainer& trainer) {
  const GalleryRequest& wanted = gallery.request;
  for (const Excitement& e : most_excited(trainer, wanted.layer, wanted.unit, wanted.count)) {
    const Dataset& data = trainer.test_data();
    gallery.images.push_back(image_of(data, true, {e.sample, data.classes[e.sample], e.value}));
    gallery.images.back().place = e.place;
  }
}

}  // namespace

Gallery choose_images(Trainer& trainer, const GalleryRequest& request, int classes) {
  Gallery gallery{request, {}};
  const Dataset& data = trainer.test_data();
  if (classes == 0 || trainer.train_data().shape.steps != 1) return gallery;
  if (request.order == GalleryOrder::by_class) {
    some_of_each_class(gallery, trainer.train_data(), classes);
    return gallery;
  }
  if (request.order == GalleryOrder::exciting) {
    most_exciting(gallery, trainer);
    return gallery;
  }
  std::vector<Opinion> all = opinions(trainer);
  const auto label = [&](const Opinion& o) { return data.classes[o.index]; };
  std::erase_if(all, [&](const Opinion& o) {
    if (request.order == GalleryOrder::worst) return o.prediction == label(o);
    if (request.order == GalleryOrder::cell) return label(o) != request.truth || o.prediction != request.prediction;
    return false;
  });
  const bool least = request.order == GalleryOrder::least_certain;
  // Equals in the order of the data, so that the choice is the same everywhere.
  std::stable_sort(all.begin(), all.end(), [least](const Opinion& a, const Opinion& b) {
    return least ? a.sureness < b.sureness : a.sureness > b.sureness;
  });
  all.resize(std::min<std::size_t>(all.size(), request.count));
  for (const Opinion& opinion : all) gallery.images.push_back(image_of(data, true, opinion));
  return gallery;
}

}  // namespace deltarule
