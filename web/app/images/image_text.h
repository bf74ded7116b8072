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
  X(draw_here,            "Draw here with mouse, finger or arrow keys, or paste a picture.", "在此用鼠标、手指或方向键绘制，或粘贴一张图片。") \
  X(draw_by_keys,         "By keyboard: arrow keys move the pen, Shift moves it further, Space lowers and lifts it, Delete clears.", "用键盘：方向键移动画笔，按住 Shift 移动更远，空格键落笔或提笔，Delete 键清空。") \
  X(pen_word,             "Pen",                    "画笔") \
  X(pen_up,               "up, row %d, column %d",  "提起，第 %d 行第 %d 列") \
  X(pen_down,             "down, row %d, column %d", "落下，第 %d 行第 %d 列") \
  X(choose_class,         "which class?",           "哪一类？") \
  X(class_of_drawing,     "Class of the drawing",   "图画的类别") \
  X(add_to_training,      "Add to training set",    "加入训练集") \
  X(added_drawings,       "Added drawings",         "已加入的图画") \
  X(one_added,            "%d drawing trains with the images", "%d 张图画与图像一起训练") \
  X(so_many_added,        "%d drawings train with the images", "%d 张图画与图像一起训练") \
  X(so_many_rest,         "%d of classes that are not used now.", "其中 %d 张属于目前未使用的类别。") \
  X(drawings_in_link,     "The link and the saved experiment carry them.", "链接和保存的实验都包含它们。") \
  X(remove_last_drawing,  "Remove the last",        "移除最后一张") \
  X(remove_all_drawings,  "Remove all",             "全部移除") \
  X(no_room_for_drawings, "There is no room for another drawing: a link would become too long. Remove some first.", "放不下更多图画：链接会变得太长。请先移除一些。") \
  X(drawing_of_class,     "Drawing %d of class %s", "类别 %2$s 的图画 %1$d") \
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
  X(output_and_targets,   "Output and targets",     "输出与目标") \
  X(output_softmax,       "Softmax, one-hot",       "Softmax，独热编码") \
  X(output_one_vs_rest,   "One sigmoid per class",  "每类一个 sigmoid") \
  X(output_single,        "One sigmoid for two",    "两类共用一个 sigmoid") \
  X(output_integer,       "Integer: class number",  "整数：类别编号") \
  X(output_other,         "As written",             "自定义") \
  X(why_one_vs_rest,      "Each class against all the rest; the largest wins.", "每一类对其余各类；取最大者。") \
  X(why_integer,          "One output learns the class number, and the nearest class counts: as if a 4 were close to a 5.", "一个输出学习类别编号，取最接近的类别：仿佛 4 与 5 相近。") \
  X(number_words,         "number = %s",            "编号 = %s") \
  X(classes_used,         "Classes",                "类别") \
  X(all_classes,          "all classes",            "所有类别") \
  X(two_classes,          "two classes",            "两个类别") \
  X(first_class,          "Class 0 is",             "类别 0 为") \
  X(second_class,         "Class 1 is",             "类别 1 为") \
  X(sensitivity,          "Sensitivity",            "敏感度") \
  X(saliency,             "Saliency",               "显著图") \
  X(saliency_of,          "Class of the logit",     "logit 的类别") \
  X(logit_of_answer,      "answer\xE2\x80\x99s logit",  "所答类别的 logit") \
  X(logit_of_class,       "logit of %s",            "%s 的 logit") \
  X(over_image,           "over the image",         "叠加在图像上") \
  X(saliency_words,       "logit of %s = %s",       "%s 的 logit = %s") \
  X(why_saliency,         "What a little more of a pixel would do to the logit: blue raises it, orange lowers it (Simonyan, Vedaldi, Zisserman 2013).", "像素值略微增大时 logit 的变化：蓝色使其升高，橙色使其降低（Simonyan、Vedaldi、Zisserman，2013）。") \
  X(look_at_an_image,     "Choose an image, or draw one.", "请选择一张图像，或画一张。") \
  X(no_test_images,       "There are no test images.", "没有测试图像。") \
  X(unit_of_layer,        "Unit",                   "单元") \
  X(exciting_images,      "Excite it most",         "最能激活它的图像") \
  X(excited_words,        "%s: image of class %s",  "%s：类别 %s 的图像") \
  X(excited_where,        "%s: image of class %s, row %d, column %d", "%s：类别 %s 的图像，第 %d 行第 %d 列") \
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
  X(slide,                "Slide the window",       "滑动窗口") \
  X(stop_sliding,         "Stop the window",        "停住窗口") \
  X(number_of_line,       "Number",                 "第几个数") \
  X(place_in_map,         "Map %d, row %d, column %d becomes number %d of %d.", "第 %d 张图的第 %d 行第 %d 列成为第 %d 个数（共 %d 个）。") \
  X(share_of_sum,         "share of the sum",       "占总和的比例") \
  X(sum_of_powers,        "sum",                    "总和") \
  X(shift_right,          "Shift right",            "右移") \
  X(shift_down,           "Shift down",             "下移") \
  X(layer_cards,          "Layers of the network",  "网络的层") \
  X(move_up,              "Move up",                "上移") \
  X(move_down,            "Move down",              "下移") \
  X(add_kind,             "Add",                    "添加") \
  /* files */ \
  X(file,                 "File",                   "文件") \
  X(save_experiment,      "Save the experiment (JSON)", "保存实验（JSON）") \
  X(save_safetensors,     "Save the network (safetensors)", "保存网络（safetensors）") \
  X(save_onnx,            "Save the network (ONNX)", "保存网络（ONNX）") \
  X(open_file,            "Open a file\xE2\x80\xA6", "打开文件\xE2\x80\xA6") \
  X(open_by_dropping,     "To open an experiment or a network (.safetensors, .onnx), drop it on this window.", "要打开实验或网络（.safetensors、.onnx），请将其拖入此窗口。") \
  X(what_opens,           "An experiment (.json), a network (.onnx), weights for this network (.safetensors), pictures or IDX files.", "实验（.json）、网络（.onnx）、此网络的权重（.safetensors）、图片或 IDX 文件。") \
  X(picture_of_one_colour, "this picture has only one colour; there is nothing to read in it.", "这张图片只有一种颜色，没有可识别的内容。") \
  X(network_of_colours,   "this network takes images in colour; a picture alone is read by networks for grey ones.", "此网络接受彩色图像；单张图片只能由灰度图像的网络识别。") \
  X(link_and_drawings,    "The link carries the experiment with your drawings (%.1f KB), not the trained weights: File saves those.", "链接包含实验和你的图画（%.1f KB），但不含训练好的权重；权重可通过\xE2\x80\x9C文件\xE2\x80\x9D保存。") \
  X(long_link,            "Some programs cut a link this long; then send the saved experiment.", "有些程序会截断这么长的链接；那时请发送保存的实验。") \
  X(link_and_weights,     "The link carries the experiment, not the trained weights: File saves those.", "链接包含实验，但不含训练好的权重；权重可通过\xE2\x80\x9C文件\xE2\x80\x9D保存。") \
  /* the convolution bench */ \
  X(bench_picture,        "Picture",                "图片") \
  X(pattern_square,       "Square",                 "方框") \
  X(pattern_checkerboard, "Checkerboard",           "棋盘格") \
  X(pattern_step,         "Step",                   "阶跃") \
  X(pattern_dot,          "Single pixel",           "单个像素") \
  X(digit_number,         "Digit %d",               "数字图像 %d") \
  X(own_picture,          "Own picture",            "自己的图片") \
  X(earlier_digits,       "Earlier digits",         "前面的数字") \
  X(later_digits,         "Later digits",           "后面的数字") \
  X(random_digit,         "Random digit",           "随机数字") \
  X(draw_own,             "Draw",                   "绘制") \
  X(choose_file,          "File",                   "文件") \
  X(take_camera,          "Camera",                 "摄像头") \
  X(drop_picture,         "Or drop a PNG or JPEG picture anywhere. It stays on this device.", "也可以把 PNG 或 JPEG 图片拖到页面任意处。图片不会离开本设备。") \
  X(picture_refused,      "The bench takes one picture at a time, PNG or JPEG.", "此处每次只接受一张 PNG 或 JPEG 图片。") \
  X(window_title,         "Window",                 "窗口") \
  X(padding,              "Padding",                "填充") \
  X(stride,               "Stride",                 "步幅") \
  X(dilation,             "Dilation",               "膨胀") \
  X(pad_valid,            "none (valid)",           "无填充") \
  X(pad_same,             "same",                   "同尺寸") \
  X(pad_full,             "full",                   "全填充") \
  X(output_size,          "Output size",            "输出大小") \
  X(bias_of_bench,        "Bias",                   "偏置") \
  X(kernel_title,         "Kernel",                 "卷积核") \
  X(kernel_size,          "Kernel size",            "卷积核大小") \
  X(kernel_cell,          "Kernel row %d, column %d", "卷积核第 %d 行第 %d 列") \
  X(kernel_chosen,        "Cell %d, %d",            "单元 %d, %d") \
  X(own_kernel,           "Own kernel",             "自定义") \
  X(kernel_identity,      "Identity",               "恒等") \
  X(kernel_box_blur,      "Box blur",               "均值模糊") \
  X(kernel_gaussian,      "Gaussian blur",          "高斯模糊") \
  X(kernel_sharpen,       "Sharpen",                "锐化") \
  X(kernel_sobel_x,       "Sobel, upright edges",   "Sobel 竖直边缘") \
  X(kernel_sobel_y,       "Sobel, level edges",     "Sobel 水平边缘") \
  X(kernel_emboss,        "Emboss",                 "浮雕") \
  X(kernel_laplacian,     "Laplacian",              "拉普拉斯") \
  X(kernel_random,        "Random",                 "随机") \
  X(correlation,          "Correlation",            "互相关") \
  X(true_convolution,     "Convolution",            "卷积") \
  X(correlation_words,    "The kernel lies over the picture as it is. Neural networks do this and call it a convolution.", "卷积核按原样覆盖在图片上。神经网络做的正是这种运算，并称之为卷积。") \
  X(convolution_words,    "The kernel is turned by 180\xC2\xB0 before it is laid over the picture: the convolution of mathematics.", "卷积核先旋转 180\xC2\xB0，再覆盖到图片上：这是数学意义上的卷积。") \
  X(divide_by_sum,        "divide by the sum",      "除以总和") \
  X(bench_output,         "output",                 "输出") \
  X(bench_input,          "input",                  "输入") \
  X(window_speed,         "Places per second",      "每秒位置数") \
  X(no_window,            "The window does not fit.", "窗口放不下。") \
  X(place_words,          "row %d, column %d",      "第 %d 行，第 %d 列") \
  X(bench_sum,            "sum",                    "之和") \
  X(patch_title,          "patch",                  "图块") \
  X(kernel_as_it_lies,    "kernel",                 "卷积核") \
  X(kernel_turned,        "kernel, turned",         "旋转后的卷积核") \
  X(products_title,       "products",               "乘积") \
  X(corners_title,        "Windows over each pixel", "覆盖每个像素的窗口数") \
  X(corner_pixel,         "corner",                 "角") \
  X(middle_pixel,         "middle",                 "中心") \
  X(corners_valid,        "Without padding the window never leaves the picture: corners count least, and the output is smaller.", "没有填充时窗口不会超出图片：角上的像素用得最少，输出也会变小。") \
  X(corners_padded,       "With padding the window leaves the picture: corners count more, and the zeros outside darken or frame the border.", "有填充时窗口会超出图片：角上的像素用得更多，外面的零会使输出边缘变暗或出现边框。") \
  X(corners_same,         "As much padding as this keeps the size.", "这样的填充使大小保持不变。") \
  X(corners_full,         "With this much padding corners count as much as the middle, and the output is larger.", "填充到这种程度时，角与中心用得一样多，输出也会变大。") \
  X(corners_stride,       "A stride of %d skips places: the output is about %d times smaller each way, pixels are used unevenly.", "步幅为 %d 时会跳过一些位置：输出每边约缩小到 1/%d，各像素的使用次数不均匀。") \
  X(corners_dilation,     "Dilation spreads the kernel over %d\xC3\x97%d pixels with gaps between, for the same %d products.", "膨胀使卷积核以间隔方式覆盖 %d\xC3\x97%d 个像素，乘积仍为 %d 个。")
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
