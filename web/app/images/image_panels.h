// The image scene's panels and views, one file each; scene_images.cpp puts them on the cards.
#pragma once

#include "web/app/bench.h"
#include "web/app/layout.h"
#include "web/app/ui.h"

namespace deltarule {

struct FieldFlow;

float images_panel(Ui& ui, Bench& bench, const Rect& rect);
float inside_panel(Ui& ui, Bench& bench, const Rect& rect);
float drawing_panel(Ui& ui, Bench& bench, const Rect& rect);
float layer_cards_panel(Ui& ui, Bench& bench, const Rect& rect);

/// The results as everywhere; a click on a cell of the confusion matrix shows its images.
void lab_image_results(Ui& ui, Bench& bench, const Rect& area);
void lab_arithmetic(Ui& ui, Bench& bench, const Rect& area);
void lab_mistakes(Ui& ui, Bench& bench, const Rect& area);
void lab_filters(Ui& ui, Bench& bench, const Rect& area);
void lab_sensitivity(Ui& ui, Bench& bench, const Rect& area);
/// The class whose logit's saliency is shown: the chosen one, if there is such a class.
std::int16_t saliency_wanted(const Bench& bench);
/// The unit whose most exciting images are shown: the chosen one, if the network has it.
GalleryRequest exciting_wanted(const Bench& bench);

/// On the training card: softmax, sigmoids or the class's number, with what goes with them.
void choose_output(Ui& ui, Bench& bench, FieldFlow& flow);

/// Files that have arrived go to the engine; what waits for them is built.
void follow_files(Bench& bench, Platform& platform);
/// "deltarule-mnist", and of a trained network how long it was: "deltarule-mnist-epoch-3".
std::string file_name(const Bench& bench, bool trained);
/// Hands the user a file, and says where it is if only the platform knows.
void keep_file(Bench& bench, Platform& platform, const std::string& name, std::span<const std::uint8_t> bytes);
/// The same of the digits alone, which come with the program.
void take_digits(Bench& bench, Platform& platform);
/// There is nothing to show yet, and that is no error.
bool waits_for_digits(const LiveRun& run);
/// The pad alone: where one draws, and what was drawn.
void drawing_pad(Ui& ui, Bench& bench, const Rect& box);
/// The drawing goes to the engine when it has changed.
void follow_drawing(Bench& bench);

/// An image to choose, and the n-th picture of the gallery sheet as its face; true when it was chosen. `drawing`: it is
/// one of the user's own.
bool gallery_tile(Ui& ui, Bench& bench, const char* key, const GalleryImage& image, int picture, int number,
                  const Rect& box, bool drawing = false);
/// What the classes are called; numbers, or as the experiment chooses them.
std::string class_name(unsigned index);

}  // namespace deltarule
