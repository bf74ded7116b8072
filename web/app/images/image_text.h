// The words of the image scene, by key, in both languages: a table of its own, which the page's first program has no
// use for. What is in text.h is said there.
#pragma once

#include <cstdint>
#include <string_view>

namespace deltarule {

// clang-format off
#define DELTARULE_IMAGE_TEXTS(X) \
  X(digits,               "Digits",                 "手写数字") \
  X(shapes_set,           "Shapes",                 "形状") \
  X(own_images,           "Own images",             "自己的图像") \
  X(image_set,            "Images to learn",        "要学习的图像") \
  X(split_counts,         "%s train, %s test",      "%s 训练，%s 测试") \
  X(use_the_first,        "Use the first",          "只用前") \
  X(drop_hint,            "Drop an IDX pair (MNIST\xE2\x80\x99s kind of files) or a folder of pictures, one folder per class.", "拖入一对 IDX 文件（MNIST 格式），或每类一个文件夹的图片文件夹。") \
  X(loading_digits,       "Loading the digits",     "正在加载数字") \
  X(image_of_class,       "%s %d of class %s",      "类别 %3$s 的%1$s %2$d") \
  X(image_word,           "Image",                  "图像") \
  X(preset,               "Preset",                 "预设") \
  X(own_network,          "Own network",            "自定义网络") \
  X(multiplications,      "multiplications",        "次乘法") \
  X(map_scale,            "Colours by",             "颜色按") \
  X(by_map,               "map",                    "图") \
  X(by_layer,             "layer",                  "层") \
  X(by_network,           "network",                "网络") \
  X(input_image,          "input",                  "输入") \
  X(draw_title,           "Draw",                   "绘制") \
  X(clear_drawing,        "Clear",                  "清除") \
  X(centre_drawing,       "centre as MNIST does",   "像 MNIST 一样居中") \
  X(draw_here,            "Draw here with mouse or finger", "在此用鼠标或手指绘制") \
  X(answer,               "Answer",                 "回答") \
  X(arithmetic,           "Arithmetic",             "算式") \
  X(mistakes,             "Mistakes",               "错误") \
  X(mistakes_worst,       "worst mistakes",         "最严重的错误") \
  X(mistakes_unsure,      "least certain",          "最不确定") \
  X(no_mistakes,          "Not one mistake among the test images.", "测试图像中没有一个错误。") \
  X(mistakes_of_cell,     "%s taken for %s",        "%s 误认为 %s") \
  X(images_of_cell,       "%d images of %s taken for %s", "%d 张 %s 被认作 %s") \
  X(filters,              "Filters",                "滤波器") \
  X(no_filters,           "No layer of this network has weights that are pictures.", "此网络没有可以画成图像的权重。") \
  X(turn_drawing,         "Turn",                   "旋转") \
  X(noise_drawing,        "Noise",                  "噪声") \
  X(mistake_words,        "is %s, answered %s (%s)", "是 %s，回答 %s（%s）") \
  X(point_at_map,         "Point at a pixel of a feature map, or choose one here.", "指向特征图的一个像素，或在此选择。") \
  X(map_of_layer,         "Map",                    "特征图") \
  X(row,                  "Row",                    "行") \
  X(column,               "Column",                 "列") \
  X(input_map,            "Input map",              "输入图") \
  X(patch_times_filter,   "patch \xC3\x97 filter = products", "图块 \xC3\x97 滤波器 = 乘积") \
  X(sum_of_map,           "sum",                    "之和") \
  X(sum_of_all,           "sum of all input maps",  "所有输入图之和") \
  X(largest_of_window,    "largest of the window",  "窗口最大值") \
  X(mean_of_window,       "mean of the window",     "窗口平均值") \
  X(layer_cards,          "Layers of the network",  "网络的层") \
  X(move_up,              "Move up",                "上移") \
  X(move_down,            "Move down",              "下移") \
  X(add_kind,             "Add",                    "添加")
// clang-format on

enum class ImageText : std::uint16_t {
#define DELTARULE_TEXT_KEY(key, english, chinese) key,
  DELTARULE_IMAGE_TEXTS(DELTARULE_TEXT_KEY)
#undef DELTARULE_TEXT_KEY
};

std::string_view tr(ImageText key);
/// For the keys that hold a place for figures: a C string for snprintf.
const char* format_of(ImageText key);

}  // namespace deltarule
