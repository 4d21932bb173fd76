package text

import "strings"

// stopWords says nothing of a subject: English function words and the words that every patent uses.
var stopWords = wordSet(`a about above after all also an and any are as at be been being between both but by can could do does each either else few for from further had has
	have having he her here hereby herein how if in into is it its itself least less may more most must no nor not of on one only or other otherwise our out over own per same shall
	she should so some such than that the their them then thereby therefrom therein thereof thereto these they this those three through thus to together two under up upon use used uses
	using very via was we were what when where whereby wherein which while who will with within without would you your first second third plurality
	according accordance adapted apparatus applied apply arranged aspect associated based capable claim claimed claims comprise comprised comprises comprising configured consist
	consisting contain containing contains correspond corresponding describe described device different disclose disclosed discloses disclosure embodiment example form formed having
	include included includes including invention like mean means method obtain obtained occur part particular perform performed preferably present process produce produced provide
	provided provides providing receive received relate related relates respect respective respectively said select selected step structure suitable system technique technology type unit utility model various
	whose wa ha doe thi`)

// stopGrams are pairs of characters out of the phrases that every Chinese patent uses.
var stopGrams = wordSet(`发明 本发 明公 公开 开一 一种 明涉 涉及 及一 明提 提供 供一 包括 括以 以下 用新 新型 实用 型公 型提 型涉 本实 设置 设有 具有 方法 装置 设备 系统 技术 领域 属于 特征
	在于 其特 征在 于包 所述 其中 进行 采用 使用 用于 可以 能够 通过 由于 以及 相关 步骤 本申 申请 请公 请涉 请提 结构 固定 连接 安装 合成 成数 据一
	构简 简单 单使 用方 方便 便捷 操作 省时 省力 劳动 动强 强度 工作 作效 效率 成本 本低 优点 特点 社会 会效 经济 济效 效益 推广 应用 具体 体地 地说 地讲 体是 良好 有效 效果 果好 安全 可靠 提高 降低 减少 减轻 避免 解决 问题
	不足 现有 相比 比现 因此 同时 主要 组成 构成 由底 左右 上下 两侧 两端 一端 另一 一侧 顶部 底部 上部 下部 上端 下端 内部 外部 中部 端部 侧面 端面 表面 位置 之间 相互 相对 对应 不同 不仅 而且 大大 大幅 容易 需要 使得 达到
	实现 保证 满足 部分 部件 一个 两个 多个 第一 第二 第三 以上 作用 目的 合理 设计 利用 根据 之后 加入 得到 制成 制备 制作 制造 生产 产品 加工 工艺`)

// stopTerms are whole Chinese words that label no topic.
var stopTerms = wordSet(`发明 本发明 实用新型 本实用新型 新型 公开 包括 提供 涉及 方法 装置 设备 系统 技术 领域 技术领域 特征 设置 设有 具有 连接 安装 固定 结构 使用 采用 通过 进行 能够 可以 用于 以及 由于 属于
	步骤 其中 上述 所述 本申请 申请 实施 实施例 一种 两个 多个 一个 第一 第二 第三 左右 上下 内部 外部 上部 下部 上端 下端 一端 两端 另一端 顶部 底部 两侧 一侧 表面 之间 组成 构成 部分 部件 优点 特点 效果 作用 问题
	目的 操作 提高 降低 减少 增加 改善 避免 解决 实现 生产 制作 制造 制备 制备方法 生产方法 加工 工艺 应用 方便 简单 结构简单 使用方便 成本 成本低 合理 设计 良好 有效 效率 工作 需要 情况 条件 方式 形式 要求 范围 现有
	现有技术 合成数据 主要 同时 为了 不仅 而且 以上 以下 均匀 得到 分别 相应 相对 根据 利用 达到 保证 满足 适用于 广泛 领域中 有益效果 新颖 专利 权利 权利要求 本专利 该方法 该装置 产品 产品质量
	图案 外观 外观设计 外观设计产品 色彩 形状 图 主视图 立体图 设计要点 用途 产品名称 保护 请求保护 省略 视图 后视图 新颖性 仰视图 俯视图 左视图 右视图 最能表明设计要点`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}
