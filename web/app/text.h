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
  X(curves,               "Loss",                   "损失") \
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
  X(discretize,           "steps",                  "离散") \
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
  X(opened_instead,       "You see the last working experiment instead.", "显示的是最近可用的实验。") \
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
