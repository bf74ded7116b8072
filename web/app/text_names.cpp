// What fields and their choices are called on the page: English and Simplified Chinese, by their names in files.
#include <array>
#include <cstddef>
#include <iterator>

#include "web/app/text_columns.h"

namespace deltarule {
namespace {

struct Name {
  std::string_view path;    // of the field
  std::string_view choice;  // empty: the field itself
  const char* words[2];
};

// clang-format off
constexpr Name kNames[] = {
    {"data.name", "", {"Data set", "数据集"}},
    {"data.name", "circle", {"Circle", "圆形"}},
    {"data.name", "xor", {"Exclusive or", "异或"}},
    {"data.name", "blobs", {"Two blobs", "两团"}},
    {"data.name", "spiral", {"Spiral", "螺旋"}},
    {"data.name", "moons", {"Moons", "月牙"}},
    {"data.name", "checkerboard", {"Checkerboard", "棋盘"}},
    {"data.name", "blobs3", {"Three blobs", "三团"}},
    {"data.name", "blobs4", {"Four blobs", "四团"}},
    {"data.name", "blobs5", {"Five blobs", "五团"}},
    {"data.name", "plane", {"Plane (regression)", "平面（回归）"}},
    {"data.name", "gaussians", {"Gaussians (regression)", "多高斯（回归）"}},
    {"data.name", "and", {"AND gate", "与门"}},
    {"data.name", "or", {"OR gate", "或门"}},
    {"data.name", "nand", {"NAND gate", "与非门"}},
    {"data.name", "xor_gate", {"XOR gate", "异或门"}},
    {"data.name", "custom", {"Own points", "自定义点"}},
    {"data.samples", "", {"Samples", "样本数"}},
    {"data.noise", "", {"Noise", "噪声"}},
    {"data.balance", "", {"Class balance", "类别比例"}},
    {"data.view", "", {"Shown area", "显示范围"}},
    {"data.view", "plane", {"Plane", "平面"}},
    {"data.view", "square", {"Unit square", "单位正方形"}},
    {"data.train", "", {"Training share", "训练占比"}},
    {"loss.name", "", {"Loss", "损失函数"}},
    {"loss.name", "mse", {"Mean squared error", "均方误差"}},
    {"loss.name", "mae", {"Mean absolute error", "平均绝对误差"}},
    {"loss.name", "huber", {"Huber", "Huber"}},
    {"loss.name", "binary_cross_entropy", {"Binary cross-entropy", "二元交叉熵"}},
    {"loss.name", "softmax_cross_entropy", {"Softmax cross-entropy", "Softmax 交叉熵"}},
    {"loss.name", "hinge", {"Hinge", "合页损失"}},
    {"loss.delta", "", {"Huber delta", "Huber 阈值"}},
    {"optimizer.name", "", {"Optimizer", "优化器"}},
    {"optimizer.name", "sgd", {"SGD", "SGD"}},
    {"optimizer.name", "momentum", {"Momentum", "动量"}},
    {"optimizer.name", "nesterov", {"Nesterov", "Nesterov"}},
    {"optimizer.name", "adagrad", {"AdaGrad", "AdaGrad"}},
    {"optimizer.name", "adadelta", {"AdaDelta", "AdaDelta"}},
    {"optimizer.name", "rmsprop", {"RMSProp", "RMSProp"}},
    {"optimizer.name", "adam", {"Adam", "Adam"}},
    {"optimizer.name", "adamw", {"AdamW", "AdamW"}},
    {"optimizer.name", "perceptron", {"Rosenblatt\xE2\x80\x99s rule", "感知机规则"}},
    {"optimizer.learning_rate", "", {"Learning rate", "学习率"}},
    {"optimizer.momentum", "", {"Momentum", "动量系数"}},
    {"optimizer.beta1", "", {"Beta 1", "Beta 1"}},
    {"optimizer.beta2", "", {"Beta 2", "Beta 2"}},
    {"optimizer.rho", "", {"Rho", "Rho"}},
    {"optimizer.alpha", "", {"Smoothing", "平滑系数"}},
    {"optimizer.epsilon", "", {"Epsilon", "Epsilon"}},
    {"optimizer.weight_decay", "", {"Weight decay", "权重衰减"}},
    {"schedule.name", "", {"Schedule", "学习率策略"}},
    {"schedule.name", "constant", {"Constant", "恒定"}},
    {"schedule.name", "step", {"Step", "阶梯"}},
    {"schedule.name", "cosine", {"Cosine", "余弦"}},
    {"schedule.name", "exponential", {"Exponential", "指数"}},
    {"schedule.name", "warmup", {"Warm-up", "预热"}},
    {"schedule.period", "", {"Period (epochs)", "周期（轮次）"}},
    {"schedule.gamma", "", {"Factor", "衰减因子"}},
    {"regularization.l1", "", {"L1", "L1"}},
    {"regularization.l2", "", {"L2", "L2"}},
    {"regularization.clip_norm", "", {"Clip gradient at", "梯度裁剪"}},
    {"initializer.name", "", {"Initializer", "初始化"}},
    {"initializer.name", "zeros", {"Zeros", "全零"}},
    {"initializer.name", "constant", {"Constant", "常数"}},
    {"initializer.name", "uniform", {"Uniform", "均匀分布"}},
    {"initializer.name", "normal", {"Normal", "正态分布"}},
    {"initializer.name", "xavier_uniform", {"Xavier uniform", "Xavier 均匀"}},
    {"initializer.name", "xavier_normal", {"Xavier normal", "Xavier 正态"}},
    {"initializer.name", "he_uniform", {"He uniform", "He 均匀"}},
    {"initializer.name", "he_normal", {"He normal", "He 正态"}},
    {"initializer.scale", "", {"Scale", "幅度"}},
    {"batch_size", "", {"Batch size", "批大小"}},
    {"carry_state", "", {"Carry state on", "延续状态"}},
    {"carry_state", "off", {"Off", "关"}},
    {"carry_state", "on", {"On", "开"}},
    {"seed", "", {"Seed", "随机种子"}},
    {"stop.epochs", "", {"Stop after epochs", "训练轮数上限"}},
    {"stop.loss", "", {"Stop below loss", "损失低于此值时停止"}},
    {"math", "", {"Fast math", "快速运算"}},
    {"math", "exact", {"Off", "关"}},
    {"math", "fast", {"On", "开"}},
    {"model.dropout", "", {"Dropout", "随机失活"}},
    {"model.units", "", {"Units", "单元数"}},
    {"model.rate", "", {"Dropout", "随机失活"}},
    {"model.filters", "", {"Filters", "滤波器数"}},
    {"model.kernel", "", {"Kernel", "卷积核"}},
    {"model.stride", "", {"Stride", "步幅"}},
    {"model.padding", "", {"Padding", "填充"}},
    {"model.dilation", "", {"Dilation", "膨胀"}},
    {"model.operation", "", {"Operation", "运算"}},
    {"model.operation", "correlation", {"correlation", "互相关"}},
    {"model.operation", "convolution", {"convolution", "卷积"}},
    {"model.epsilon", "", {"Epsilon", "Epsilon"}},
    {"model.momentum", "", {"Momentum", "动量"}},
    {"model.activation", "", {"Activation", "激活函数"}},
    {"model.activation", "linear", {"linear", "线性"}},
    {"model.activation", "step", {"step", "阶跃"}},
    {"model.activation", "sigmoid", {"sigmoid", "sigmoid"}},
    {"model.activation", "tanh", {"tanh", "tanh"}},
    {"model.activation", "relu", {"ReLU", "ReLU"}},
    {"model.activation", "leaky_relu", {"leaky ReLU", "leaky ReLU"}},
    {"model.activation", "elu", {"ELU", "ELU"}},
    {"model.activation", "selu", {"SELU", "SELU"}},
    {"model.activation", "gelu", {"GELU", "GELU"}},
    {"model.activation", "silu", {"SiLU", "SiLU"}},
    {"model.activation", "softplus", {"softplus", "softplus"}},
    {"model.activation", "sine", {"sine", "正弦"}},
    {"model.activation", "softmax", {"softmax", "softmax"}},
    {"data.inputs", "x1", {"x\xE2\x82\x81", "x\xE2\x82\x81"}},
    {"data.inputs", "x2", {"x\xE2\x82\x82", "x\xE2\x82\x82"}},
    {"data.inputs", "x1^2", {"x\xE2\x82\x81\xC2\xB2", "x\xE2\x82\x81\xC2\xB2"}},
    {"data.inputs", "x2^2", {"x\xE2\x82\x82\xC2\xB2", "x\xE2\x82\x82\xC2\xB2"}},
    {"data.inputs", "x1*x2", {"x\xE2\x82\x81x\xE2\x82\x82", "x\xE2\x82\x81x\xE2\x82\x82"}},
    {"data.inputs", "sin(x1)", {"sin x\xE2\x82\x81", "sin x\xE2\x82\x81"}},
    {"data.inputs", "sin(x2)", {"sin x\xE2\x82\x82", "sin x\xE2\x82\x82"}},
    {"data.inputs", "cos(x1)", {"cos x\xE2\x82\x81", "cos x\xE2\x82\x81"}},
    {"data.inputs", "cos(x2)", {"cos x\xE2\x82\x82", "cos x\xE2\x82\x82"}},
};
// clang-format on

constexpr bool complete() {
  for (const Name& name : kNames) {
    if (!name.words[0][0] || !name.words[1][0]) return false;
  }
  return true;
}
static_assert(complete(), "a name is empty in one of the languages");

/// The table as it is built into the program: kNames itself is only looked at by the compiler.
struct Shown {
  std::string_view path, choice;
  const char* words[kLanguages];
};
constexpr auto kShown = [] {
  std::array<Shown, std::size(kNames)> shown{};
  for (std::size_t i = 0; i < shown.size(); ++i) {
    shown[i].path = kNames[i].path;
    shown[i].choice = kNames[i].choice;
    for (std::size_t column = 0; column < kLanguages; ++column) shown[i].words[column] = kNames[i].words[column];
  }
  return shown;
}();

std::string_view find(std::string_view path, std::string_view choice) {
  for (const Shown& name : kShown) {
    if (name.path == path && name.choice == choice) return name.words[shown_column()];
  }
  return {};
}

}  // namespace

bool has_label(std::string_view path, std::string_view choice) { return !find(path, choice).empty(); }

std::string_view field_label(std::string_view path) {
  const std::string_view found = find(path, "");
  return found.empty() ? path : found;
}

std::string_view choice_label(std::string_view path, std::string_view choice) {
  const std::string_view found = find(path, choice);
  return found.empty() ? choice : found;
}

}  // namespace deltarule
