// Every word on the page, by key, English and Simplified Chinese side by side. A key without both does not compile.
//
// Labels of fields and choices go by their names in files (engine/experiment/fields.h): text_names.cpp.
// Chinese is there but not offered yet: its font comes with a later issue.
#pragma once

#include <cstdint>
#include <string_view>

namespace deltarule {

// clang-format off
#define DELTARULE_TEXTS(X) \
  X(transport,            "Transport",              "运行控制") \
  X(play,                 "Play",                   "播放") \
  X(pause,                "Pause",                  "暂停") \
  X(step,                 "Step",                   "单步") \
  X(reset,                "Reset",                  "重置") \
  X(epoch,                "Epoch",                  "轮次") \
  X(samples_per_second,   "Samples/s",              "样本/秒") \
  X(page,                 "Page",                   "页面") \
  X(dark_theme,           "Dark theme",             "深色主题") \
  X(light_theme,          "Light theme",            "浅色主题") \
  X(share,                "Share",                  "分享") \
  X(link_copied,          "Link copied",            "链接已复制") \
  X(data,                 "Data",                   "数据") \
  X(scene_points,         "Points",                 "点集") \
  X(scene_images,         "Images",                 "图像") \
  X(scene_convolution,    "Convolution",            "卷积") \
  X(digits_failed,        "The digits could not be loaded.", "无法加载数字。") \
  X(file_refused,         "That file cannot be used.", "无法使用该文件。") \
  X(files_are_for_images, "Pictures, IDX files and trained networks are opened in Images: drop them there.", "图片、IDX 文件和训练好的网络请在\xE2\x80\x9C图像\xE2\x80\x9D中打开：请拖到那里。") \
  X(file_saved,           "Saved.",                 "已保存。") \
  X(inputs,               "Inputs",                 "输入") \
  X(inputs_column,        "inputs",                 "输入") \
  X(training,             "Training",               "训练") \
  X(network,              "Network",                "网络") \
  X(parameters,           "parameters",             "个参数") \
  X(hidden_layers,        "Hidden layers",          "隐藏层") \
  X(layers,               "Layers",                 "层") \
  X(add_layer,            "Add a layer",            "添加一层") \
  X(remove_layer,         "Remove a layer",         "删除一层") \
  X(layer,                "Layer",                  "层") \
  X(neurons_in_layer,     "Neurons in layer %d",    "第 %d 层神经元数") \
  X(activation_of_layer,  "Activation of layer %d", "第 %d 层激活函数") \
  X(dropout_of_layer,     "Dropout after layer %d", "第 %d 层后的随机失活") \
  X(activation,           "Activation",             "激活函数") \
  X(mixed,                "Mixed",                  "混合") \
  X(more,                 "More",                   "更多") \
  X(more_neurons,         "+%d more",               "另有 %d 个") \
  /* the diagram's hands */ \
  X(weight_of,            "Weight of %s in neuron %s", "神经元 %2$s 中 %1$s 的权重") \
  X(bias_of,              "Bias of neuron %s",      "神经元 %s 的偏置") \
  X(bias,                 "bias",                   "偏置") \
  X(set_to_zero,          "Set to zero",            "设为零") \
  X(insert_layer,         "Insert a layer after layer %d", "在第 %d 层后插入一层") \
  X(insert_layer_first,   "Insert a layer after the inputs", "在输入后插入一层") \
  X(later_neurons,        "Next neurons of layer %d", "第 %d 层的后续神经元") \
  X(earlier_neurons,      "Previous neurons of layer %d", "第 %d 层的前面神经元") \
  X(rate_now,             "Learning rate now",      "当前学习率") \
  X(curves,               "Curves",                 "曲线") \
  X(lab,                  "Lab",                    "实验室") \
  X(results,              "Results",                "结果") \
  X(microscope,           "Microscope",             "显微镜") \
  X(health,               "Health",                 "健康") \
  X(landscape,            "Landscape",              "损失地形") \
  X(tuning,               "Tuning",                 "调参") \
  X(logarithmic,          "logarithmic",            "对数") \
  X(training_curve,       "training",               "训练") \
  X(test_curve,           "test",                   "测试") \
  X(output,               "Output",                 "输出") \
  X(show_test_points,     "test points",            "测试点") \
  X(discretize,           "discretize",                "离散") \
  /* transport, output map, own points */ \
  X(new_seed,             "New seed",               "新的随机种子") \
  X(step_by,              "Step by",                "步进单位") \
  X(unit_sample,          "sample",                 "样本") \
  X(unit_batch,           "batch",                  "批次") \
  X(unit_epoch,           "epoch",                  "轮次") \
  X(speed,                "Speed",                  "速度") \
  X(speed_auto,           "auto",                   "自动") \
  X(speed_max,            "max",                    "最快") \
  X(fast_math_tip,        "Faster where the browser has relaxed SIMD; runs are no longer the same bit for bit on every machine.", "在支持宽松 SIMD 的浏览器中更快；不同机器上的运行结果不再逐位相同。") \
  X(no_fast_math,         "Fast math stays off: this browser or program cannot fuse multiplications and additions (relaxed SIMD), or that part could not be loaded. Training goes on exactly. For fast math, open the page in a current Chrome or Edge.", "快速运算保持关闭：此浏览器或程序不支持融合乘加（宽松 SIMD），或该部分无法加载。训练以精确方式继续。如需快速运算，请使用最新的 Chrome 或 Edge 打开本页。") \
  X(memory,               "Memory",                 "内存") \
  X(memory_tip,           "In training %s = parameters %s + activations %s + scratch %s", "训练占用 %s = 参数 %s + 激活值 %s + 临时空间 %s") \
  X(speed_tip,            "Batches per second. Auto begins slowly and becomes faster.", "每秒批次数。自动模式由慢到快。") \
  X(training_short,       "Training",               "训练") \
  X(balance_short,        "Balance",                "类别比例") \
  X(new_data,             "New data",               "新数据") \
  X(boundary,             "boundary",               "决策边界") \
  X(pointer_tool,         "Pointer",                "指针") \
  X(paint_class,          "Paint class %d",         "绘制类别 %d") \
  X(paint_value,          "Paint value %s",         "绘制数值 %s") \
  X(erase_points,         "Erase points",           "擦除点") \
  X(clear_points,         "Clear all points",       "清除所有点") \
  X(cleared_points,       "Click or drag to add points.", "点按或拖动来添加点。") \
  X(add_point,            "Add a point",            "添加一个点") \
  X(add_point_hint,       "x\xE2\x82\x81, x\xE2\x82\x82, class", "x\xE2\x82\x81, x\xE2\x82\x82, 类别") \
  X(add_point_value_hint, "x\xE2\x82\x81, x\xE2\x82\x82, value", "x\xE2\x82\x81, x\xE2\x82\x82, 数值") \
  X(bad_point,            "Add a point: write x1 and x2 (-6 to 6) and the class (1 to 5), for instance 1.5, -2, 1.", "添加一个点：请输入 x1、x2（-6 到 6）和类别（1 到 5），例如 1.5, -2, 1。") \
  X(bad_value_point,      "Add a point: write x1 and x2 (-6 to 6) and the value (-1 to 1), for instance 1.5, -2, 0.5.", "添加一个点：请输入 x1、x2（-6 到 6）和数值（-1 到 1），例如 1.5, -2, 0.5。") \
  X(too_many_points,      "There can be at most %d points. Erase some first.", "最多 %d 个点。请先擦除一些。") \
  X(class_at,             "class %d",               "类别 %d") \
  X(train_loss,           "Training loss",          "训练损失") \
  X(test_loss,            "Test loss",              "测试损失") \
  X(train_accuracy,       "Training accuracy",      "训练准确率") \
  X(test_accuracy,        "Test accuracy",          "测试准确率") \
  X(neuron,               "Neuron",                 "神经元") \
  X(output_neuron,        "Output neuron",          "输出神经元") \
  X(neuron_hint,          "Point at a neuron, or tap it, to see what it computes.", "指向或点按一个神经元，查看它的计算。") \
  X(at_point,             "at x\xE2\x82\x81 = %s, x\xE2\x82\x82 = %s", "在 x\xE2\x82\x81 = %s，x\xE2\x82\x82 = %s 处") \
  X(input,                "Input",                  "输入") \
  X(message,              "Message",                "消息") \
  X(dismiss,              "Dismiss",                "关闭") \
  X(start_again,          "Start again",            "重新开始") \
  X(try_lower_rate,       "Reset with a tenth of the learning rate", "以十分之一学习率重置") \
  X(engine_restarted,     "The engine stopped unexpectedly and was started again from the last saved state.", "引擎意外停止，已从最近保存的状态重新启动。") \
  X(engine_failed,        "The engine cannot be started. Reload the page; what you built is kept.", "引擎无法启动。请重新加载页面；您的内容已保存。") \
  X(diverged,             "Training stopped: a number left the finite range.", "训练已停止：数值超出有限范围。") \
  X(bad_link,             "This link could not be opened.", "无法打开此链接。") \
  X(bad_stored,           "What was kept from last time could not be read.", "无法读取上次保存的内容。") \
  X(bad_edit,             "That change is not possible.", "无法进行此更改。") \
  X(unknown_control,      "This link hides or locks what there is not.", "此链接要隐藏或锁定的内容不存在。") \
  X(opened_instead,       "You see the last working experiment instead.", "显示的是最近可用的实验。") \
  /* microscope */ \
  X(previous_sample, "Previous sample", "上一个样本") \
  X(next_sample, "Next sample", "下一个样本") \
  X(random_sample, "Random sample", "随机样本") \
  X(sample_of, "sample %d of %d", "样本 %d / %d") \
  X(next_in_training, "next in training", "训练的下一个") \
  X(train_on_sample, "Train on this sample", "用此样本训练") \
  X(previous_step, "Previous step", "上一步") \
  X(next_step, "Next step", "下一步") \
  X(microscope_step, "Step of the pass", "计算步骤") \
  X(neuron_looked_at, "Neuron under the microscope", "显微镜下的神经元") \
  X(step_inputs, "Inputs", "输入") \
  X(step_sum, "Layer %d: weighted sum", "第 %d 层：加权和") \
  X(step_output, "Layer %d: activation", "第 %d 层：激活") \
  X(step_loss, "Loss", "损失") \
  X(step_dy, "Back to layer %d: its outputs", "反向第 %d 层：输出") \
  X(step_dz, "Back to layer %d: its sums", "反向第 %d 层：加权和") \
  X(step_gradients, "Back to layer %d: gradients", "反向第 %d 层：梯度") \
  X(step_update, "Update", "更新") \
  X(step_present, "1. Present the sample", "1. 给出样本") \
  X(step_compute, "2. Compute the answer", "2. 计算输出") \
  X(step_compare, "3. Compare with the target", "3. 与目标比较") \
  X(step_change, "4. Change the weights", "4. 修改权重") \
  X(why_inputs, "The sample as the network sees it, and the target t: what it should answer.", "网络看到的样本，以及目标 t：它应给出的答案。") \
  X(why_sum, "Every input times its weight, all added up, and the bias.", "每个输入乘以权重后相加，再加上偏置。") \
  X(why_output, "The activation function makes the output from the sum.", "激活函数把加权和变为输出。") \
  X(why_loss, "How wrong the answer is, as one number.", "用一个数表示答案错了多少。") \
  X(why_dy_last, "How the loss changes when the output grows a little.", "输出略微增大时损失如何变化。") \
  X(why_dy, "Each neuron of the next layer sends its share back along its weight.", "下一层的每个神经元沿权重传回各自的份额。") \
  X(why_dz, "Chain rule: times the slope of the activation at z.", "链式法则：乘以激活函数在 z 处的斜率。") \
  X(why_dz_simple, "Cross-entropy with this activation: the chain rule simplifies to output minus target.", "交叉熵与此激活函数结合时，链式法则简化为输出减目标。") \
  X(why_gradients, "Chain rule: a weight\xE2\x80\x99s gradient is dL/dz times what came in through it.", "链式法则：权重的梯度等于 dL/dz 乘以经它输入的值。") \
  X(why_sgd, "\xCE\x94w: against the gradient, times the learning rate.", "\xCE\x94w：沿梯度反方向，乘以学习率。") \
  X(why_momentum, "\xCE\x94w: a velocity that sums up the gradients and slowly forgets, times the learning rate.", "\xCE\x94w：累积梯度并逐渐遗忘的速度，乘以学习率。") \
  X(why_nesterov, "\xCE\x94w: as with momentum, but the velocity is looked up one step ahead.", "\xCE\x94w：与动量相同，但速度提前一步计算。") \
  X(why_adagrad, "\xCE\x94w: against the gradient, divided by the root of all its squares so far.", "\xCE\x94w：沿梯度反方向，除以历次梯度平方和的根。") \
  X(why_adadelta, "\xCE\x94w: against the gradient, scaled by recent changes over recent gradients.", "\xCE\x94w：沿梯度反方向，按近期变化与近期梯度之比缩放。") \
  X(why_rmsprop, "\xCE\x94w: against the gradient, divided by its recent root mean square.", "\xCE\x94w：沿梯度反方向，除以其近期均方根。") \
  X(why_adam, "\xCE\x94w: against the mean of recent gradients, divided by their root mean square.", "\xCE\x94w：沿近期梯度均值的反方向，除以其均方根。") \
  X(why_adamw, "\xCE\x94w: as Adam, and every parameter also shrinks a little.", "\xCE\x94w：与 Adam 相同，且每个参数略微缩小。") \
  X(why_compute, "The weighted sum; the answer is 1 if it is not negative, else 0.", "加权和；不为负则输出 1，否则输出 0。") \
  X(why_right, "Right: nothing changes.", "正确：不作改变。") \
  X(why_wrong, "Wrong: the weights must change.", "错误：必须修改权重。") \
  X(why_change, "Learning rate times (t \xE2\x88\x92 y) times the input is added to each weight.", "每个权重加上 学习率 × (t \xE2\x88\x92 y) × 输入。") \
  X(no_numbers_yet, "Waiting for the numbers\xE2\x80\xA6", "正在等待数值\xE2\x80\xA6") \
  /* loss landscape */ \
  X(landscape_axes, "Axes", "坐标轴") \
  X(axes_parameters, "Two weights", "两个权重") \
  X(axes_random, "Random directions", "随机方向") \
  X(axes_trajectory, "Along the run\xE2\x80\x99s way", "沿训练路径") \
  X(first_weight, "First weight", "第一个权重") \
  X(second_weight, "Second weight", "第二个权重") \
  X(no_second_weight, "none: a curve", "无：曲线") \
  X(new_directions, "New directions", "新的方向") \
  X(landscape_extent, "Extent", "范围") \
  X(landscape_turn, "Turn", "旋转") \
  X(landscape_tilt, "Tilt", "倾斜") \
  X(compare_rates, "compare learning rates", "比较学习率") \
  X(replay, "Replay", "重放") \
  X(runner_diverged, "diverged", "发散") \
  X(rows_of, "row %d of %d", "第 %d 行，共 %d 行") \
  X(landscape_described, "Loss from %s to %s over the plane; the network is at %s.", "平面上的损失从 %s 到 %s；网络位于 %s。") \
  X(curve_described, "Loss %s, slope %s.", "损失 %s，斜率 %s。") \
  /* lab: curves, history */ \
  X(loss, "loss", "损失") \
  X(accuracy, "accuracy", "准确率") \
  X(forget_runs, "Forget earlier runs", "清除先前的曲线") \
  X(accuracy_described, "Training accuracy %s, test accuracy %s.", "训练准确率 %s，测试准确率 %s。") \
  X(earlier_run, "Earlier run %d", "先前的运行 %d") \
  X(same_settings, "same settings", "相同设置") \
  X(history, "History", "历史") \
  X(epoch_of, "Epoch %s of %s", "第 %s 轮，共 %s 轮") \
  X(continue_here, "Continue from here", "从此处继续") \
  X(back_to_latest, "Back to latest", "回到最新") \
  X(go_back, "Go back", "退回") \
  /* lab: results */ \
  X(confusion, "Confusion matrix", "混淆矩阵") \
  X(predicted_class, "predicted class", "预测类别") \
  X(true_class, "true class", "真实类别") \
  X(accuracy_name, "Accuracy", "准确率") \
  X(precision, "Precision", "精确率") \
  X(recall, "Recall", "召回率") \
  X(results_of_class, "Class %d", "类别 %d") \
  X(class_results, "precision %s, recall %s, F1 %s", "精确率 %s，召回率 %s，F1 %s") \
  X(why_class_results, "Precision: how many of those called a class are of it. Recall: how many of a class are found. F1: their harmonic mean.", "精确率：判为某类的样本中确属该类的比例。召回率：某类样本中被找到的比例。F1：两者的调和平均。") \
  X(why_regression, "RMSE: how far off a prediction typically is. R\xC2\xB2: the share of the variation that is explained; 1 is perfect, 0 no better than the mean.", "RMSE：预测的典型误差。R\xC2\xB2：被解释的变异所占比例；1 为完美，0 等同于取均值。") \
  X(no_test_points, "There are no test points.", "没有测试点。") \
  /* lab: health */ \
  X(gradient_norm, "Gradient norm", "梯度范数") \
  X(activations_spread, "Activations over time", "激活值分布随时间变化") \
  X(activations_between, "activations %s to %s", "激活值 %s 到 %s") \
  X(layer_number, "Layer %d", "第 %d 层") \
  X(units_dead, "%d of %d dead", "%d / %d 个死亡") \
  X(units_saturated, "%d of %d saturated", "%d / %d 个饱和") \
  X(health_good, "Gradients reach every layer, and no unit is stuck.", "梯度能到达每一层，没有神经元卡住。") \
  X(health_learned, "Learned: the loss is next to nothing, and so are the gradients.", "已学会：损失几乎为零，梯度也随之很小。") \
  X(hint_vanish, "Vanishing gradient: little of it reaches layer %d, which hardly learns. Try fewer layers or another initializer.", "梯度消失：很少梯度到达第 %d 层，它几乎学不到东西。试试更少的层或其他初始化。") \
  X(hint_vanish_flat, "Vanishing gradient: little of it reaches layer %d, which hardly learns. Try ReLU, Xavier initialization or fewer layers.", "梯度消失：很少梯度到达第 %d 层，它几乎学不到东西。试试 ReLU、Xavier 初始化或更少的层。") \
  X(hint_explode, "Exploding gradient in layer %d: its steps are far too large. Try a lower learning rate or clip the gradient.", "第 %d 层梯度爆炸：步长过大。试试更小的学习率或梯度裁剪。") \
  X(hint_dead, "Dead units in layer %d give 0 for every sample and no longer learn. Try leaky ReLU, He initialization or a lower learning rate.", "第 %d 层有死亡神经元：对所有样本输出 0，不再学习。试试 leaky ReLU、He 初始化或更小的学习率。") \
  X(hint_saturated, "Saturated units in layer %d sit at the flat ends of their activation and learn slowly. Try smaller initial weights or ReLU.", "第 %d 层有饱和神经元：处于激活函数的平坦两端，学习很慢。试试更小的初始权重或 ReLU。") \
  /* lab: tuning */ \
  X(search, "Search", "开始搜索") \
  X(stop_search, "Stop", "停止") \
  X(search_grid, "every combination", "所有组合") \
  X(search_random, "at random", "随机") \
  X(rate_from, "Rate from", "学习率下限") \
  X(rate_to, "Rate to", "学习率上限") \
  X(rate_count, "Rates", "学习率个数") \
  X(widths_tried, "Width", "宽度") \
  X(depths_tried, "Depth", "深度") \
  X(width_chip, "Width %d", "宽度 %d") \
  X(depth_chip, "Depth %d", "深度 %d") \
  X(trials, "Trials", "试验次数") \
  X(trial_epochs, "Epochs each", "每次轮数") \
  X(trials_of, "%d of %d", "%d / %d") \
  X(trial_count, "%d trials", "%d 次试验") \
  X(too_many_trials, "%d trials: at most 1,000", "%d 次试验：最多 1,000 次") \
  X(search_pauses, "Your run is paused meanwhile.", "搜索期间训练暂停。") \
  X(search_hint, "Trains a small run for each combination and compares them. Nothing happens to your own run.", "为每种组合训练一次并比较结果，不影响当前运行。") \
  X(open_trial, "Open", "打开") \
  X(trial_number, "Trial %d", "试验 %d") \
  X(open_trial_number, "Open trial %d", "打开试验 %d") \
  X(sort_by, "Sort by %s", "按%s排序") \
  X(best_trial, "best", "最佳") \
  X(dots_are_widths, "larger, darker: wider layers", "越大越深：层越宽") \
  /* long lists on a page that scrolls */ \
  X(show_all, "Show all %d", "显示全部 %d 项") \
  X(show_fewer, "Show fewer", "收起") \
  X(trials_plot, "Test loss against learning rate", "测试损失与学习率") \
  X(output_described,     "Output of the network over the plane. Test accuracy %s.", "网络在平面上的输出。测试准确率 %s。") \
  X(output_described_regression, "Output of the network over the plane. Test loss %s.", "网络在平面上的输出。测试损失 %s。") \
  X(diagram_described,    "Network with %s neurons per layer and %s parameters.", "网络每层 %s 个神经元，共 %s 个参数。") \
  X(curves_described,     "Training loss %s, test loss %s.", "训练损失 %s，测试损失 %s。")
// clang-format on

enum class Text : std::uint16_t {
#define DELTARULE_TEXT_KEY(key, english, chinese) key,
  DELTARULE_TEXTS(DELTARULE_TEXT_KEY)
#undef DELTARULE_TEXT_KEY
};

enum class Language : std::uint8_t { english, chinese };
void set_language(Language language);
Language shown_language();

std::string_view tr(Text key);
/// For the keys that hold a place for figures: a C string for snprintf.
const char* format_of(Text key);

/// What a field ("optimizer.learning_rate") or a choice of one ("optimizer.name", "sgd") is called on the page; its
/// name in files if it has none yet.
std::string_view field_label(std::string_view path);
std::string_view choice_label(std::string_view path, std::string_view choice);
/// For the test that every field and choice has both names; an empty choice asks for the field itself.
bool has_label(std::string_view path, std::string_view choice);

}  // namespace deltarule
