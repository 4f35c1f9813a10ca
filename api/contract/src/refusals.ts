/** Every way the service says no: status and the words a person can act on. */
export const refusals = {
  "request.invalid": { status: 400, message: "填写的内容有误，请按提示改一改" },
  "request.malformed": { status: 400, message: "收到的内容不完整，请再试一次" },
  "request.too_large": { status: 413, message: "内容太大，请减少后再试" },
  "request.not_found": { status: 404, message: "没有这个地址" },
  "request.unsupported_type": { status: 415, message: "不支持这种内容格式" },
  "request.too_many": { status: 429, message: "操作太频繁，请稍等一会儿再试" },
  "request.idempotency_key_missing": { status: 400, message: "请更新到最新版本后再提交" },
  "request.idempotency_key_reused": { status: 422, message: "这份内容已用另一份提交过，请重新填写" },
  "request.in_flight": { status: 409, message: "正在提交，请稍等" },
  "service.unavailable": { status: 503, message: "系统暂时不能用，您填写的内容还在，请稍后再试" },
  "service.full": { status: 507, message: "系统存储空间不足，已通知管理员，请稍后再试" },
  "service.defect": { status: 500, message: "系统出了点问题，请稍后再试" },

  "session.missing": { status: 401, message: "请先登录" },
  "session.expired": { status: 401, message: "登录已过期，请重新登录" },
  "session.csrf": { status: 403, message: "页面已过期，请刷新后再试" },
  "session.wrong_capacity": { status: 403, message: "请换用对应的身份登录后再操作" },
  "access.denied": { status: 403, message: "您没有权限进行此操作" },

  "login.wechat_code_invalid": { status: 400, message: "微信登录没有成功，请再点一次" },
  "login.wechat_blocked": { status: 403, message: "微信提示该账号暂不能登录" },
  "login.wechat_busy": { status: 503, message: "微信登录繁忙，请稍后再试" },
  "login.sms_code_wrong": { status: 400, message: "验证码不对或已过期" },
  "login.sms_too_many": { status: 429, message: "验证码发送太频繁，请过一会儿再试" },
  "login.sms_unavailable": { status: 503, message: "短信暂时发不出去，请稍后再试" },
  "login.second_fact_needed": { status: 403, message: "这个手机号很久没有登录，请再填一项身份信息核对" },
  "login.second_fact_wrong": { status: 403, message: "核对的信息不对，请联系村里工作人员" },
  "login.password_wrong": { status: 401, message: "用户名或密码不对" },
  "login.locked": { status: 423, message: "错误次数太多，账号暂时锁定，请稍后再试或联系管理员" },
  "login.totp_wrong": { status: 401, message: "动态码不对，请看手机上的最新一组" },
  "login.totp_replayed": { status: 401, message: "这组动态码已用过，请等下一组" },
  "login.challenge_expired": { status: 401, message: "登录超时，请重新输入密码" },
  "setup.link_invalid": { status: 404, message: "设置链接无效或已过期，请联系管理员重新发一个" },
  "password.too_weak": { status: 400, message: "密码太简单，请换一个" },
  "account.not_found": { status: 404, message: "账号不存在或无权查看" },
  "account.username_taken": { status: 409, message: "用户名已被使用，请换一个" },
  "account.phone_taken": { status: 409, message: "这个手机号已绑定其他账号" },
  "session.not_found": { status: 404, message: "没有找到这次登录" },

  "area.not_found": { status: 404, message: "区域不存在" },
  "area.code_taken": { status: 409, message: "区划代码已被使用" },
  "area.name_taken": { status: 409, message: "同一上级下已有这个名称" },
  "area.cannot_merge": { status: 409, message: "只能并入同一级、仍在使用的区域" },
  "person.not_found": { status: 404, message: "名册里没有这个人或无权查看" },
  "roll_import.not_found": { status: 404, message: "没有找到这次导入" },
  "roll_import.wrong_state": { status: 409, message: "这次导入现在不能这样操作" },
  "roll_import.busy": { status: 409, message: "本村已有一次导入正在进行" },
  "roll_import.has_errors": { status: 409, message: "还有错误没有改好，改好后重新上传" },
  "sheet.too_large": { status: 413, message: "表格太大：XLSX 不超过 20MB，更大的请另存为 CSV" },
  "sheet.refused": { status: 400, message: "这个表格读不了，请另存为 CSV 或 XLSX 后再传" },
  "claim.not_found": { status: 404, message: "认领申请不存在或无权查看" },
  "claim.wrong_state": { status: 409, message: "这份申请已经处理过" },
  "claim.open_already": { status: 409, message: "您已有一份申请在等待审核" },
  "claim.person_taken": { status: 409, message: "名册上的这个人已被认领，请联系村里核实" },
  "appointment.not_found": { status: 404, message: "任职不存在或无权查看" },
  "appointment.conflict": { status: 409, message: "这项任职与法律规定冲突" },
  "appointment.wrong_area": { status: 400, message: "这个岗位不能设在这一级区域" },
  "appointment.own": { status: 403, message: "不能给自己任职" },
  "staff.not_found": { status: 404, message: "工作人员不存在或无权查看" },
  "totp_reset.not_found": { status: 404, message: "没有找到这份重置申请" },
  "totp_reset.same_person": { status: 403, message: "重置动态码需要另一位管理员同意" },
  "totp_reset.wrong_state": { status: 409, message: "这份重置申请已经处理过" },

  "file.not_found": { status: 404, message: "文件不存在或已失效" },
  "file.too_large": { status: 413, message: "文件太大：照片每张不超过 10MB，录音不超过 2MB" },
  "file.not_an_image": { status: 415, message: "这不是照片，请选 JPG、PNG、WEBP 或手机拍的照片" },
  "file.broken": { status: 422, message: "文件损坏，请重新拍一张" },
  "file.bomb": { status: 422, message: "照片尺寸过大，请换一张普通照片" },
  "file.polyglot": { status: 422, message: "照片里夹带了别的内容，请重新拍一张" },
  "file.heic_unreadable": { status: 422, message: "这张照片的格式读不了，请在手机设置里把照片格式改为“兼容性最佳”，或截图后再传" },
  "file.not_a_voice_note": { status: 415, message: "这不是录音，请重新录一段" },
  "file.voice_too_long": { status: 422, message: "录音不要超过 60 秒" },
  "file.in_use": { status: 409, message: "照片已用在别处，请重新选择" },

  "case.not_found": { status: 404, message: "诉求不存在或无权查看" },
  "case.wrong_state": { status: 409, message: "诉求当前状态不能这样操作" },
  "case.taken": { status: 409, message: "这件事已由别人受理" },
  "case.category_unknown": { status: 400, message: "没有这个类别，请重新选择" },
  "case.door_closed": { status: 403, message: "举报请走纪检监察渠道，这里暂不受理" },
  "case.point_outside": { status: 400, message: "位置不在本县范围内，请重新选点" },
  "case.after_photo_needed": { status: 400, message: "这类事情办好后要拍一张照片" },
  "case.assignee_unfit": { status: 400, message: "这个人不能办理本件，请另选" },
  "case.not_yours": { status: 403, message: "只有反映人自己能确认或说没办好" },
  "case.empty": { status: 400, message: "请写几个字、拍张照片或录一段话" },
  "case.follow_code_wrong": { status: 404, message: "查询码不对，请核对后再输" },

  "message.not_found": { status: 404, message: "消息不存在" },
  "delivery.not_found": { status: 404, message: "没有找到这次发送" },
  "reader_hold.not_found": { status: 404, message: "没有找到停住的任务" },
} as const satisfies Record<string, { status: number; message: string }>;

export type RefusalCode = keyof typeof refusals;

/** The body of every refusal. */
export interface RefusalBody {
  readonly code: RefusalCode;
  readonly message: string;
  readonly requestId: string;
  /** For `request.invalid`: one line per field, path joined by dots. */
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
  /** Facts a person can use, such as who was first or when to try again. */
  readonly facts?: Readonly<Record<string, string | number>>;
}
