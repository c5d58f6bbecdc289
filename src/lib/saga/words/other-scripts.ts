import { lazily } from "../../base/lazily.ts";

/** English words, and what they are called in Russian, Japanese, Chinese (in both scripts) and Korean. */
const FOREIGN: readonly (readonly [english: string, foreign: string])[] = [
  [
    "reserve",
    "зарезервировать резервировать резервирование резерв забронировать 予約 引当 引き当て 確保 仮押さえ 预订 预定 预留 預訂 預留 예약",
  ],
  ["book", "бронировать бронирование бронь"],
  ["release", "освободить освобождение снять 解放 解除 释放 釋放 해제"],
  ["cancel", "отменить отмена отмены 取消 取り消し 取消し キャンセル 解約 中止 作废 취소"],
  ["void", "無効化"],
  ["compensate", "компенсировать компенсация 補償 补偿 보상"],
  ["revert", "撤销 撤銷"],
  ["refund", "возврат вернуть возместить 返金 払い戻し 払戻 退款 환불"],
  ["return", "返却 返品 반환"],
  ["restore", "復元 復旧 戻し 恢复 还原 恢復 還原 복구 복원"],
  ["create", "создать создание 作成 生成 创建 新建 创立 建立 創建 생성"],
  ["delete", "удалить удаление 削除 删除 刪除 삭제"],
  ["process", "処理"],
  ["charge", "списать списание 課金 請求"],
  ["pay", "оплатить 決済 支払 支払い 支付 付款 결제"],
  ["debit", "引落 引き落とし 扣款"],
  ["transfer", "振込 送金"],
  ["deduct", "減算 差引 扣减 扣除 扣減 차감"],
  ["update", "обновить 更新 갱신 수정"],
  ["register", "登録 등록"],
  ["save", "保存"],
  ["issue", "発行"],
  ["confirm", "確定 确认"],
  ["approve", "承認 승인"],
  ["reject", "却下"],
  ["validate", "検証 校验 验证 驗證 검증"],
  ["check", "проверить проверка 確認 チェック 检查 檢查 확인"],
  ["get", "取得 获取"],
  ["query", "照会 検索 查询 查詢 조회"],
  ["calculate", "計算"],
  ["notify", "уведомить уведомление 通知 알림 통지"],
  ["send", "送信 发送 發送 전송"],
  ["payment", "оплата оплаты платеж"],
  ["card", "カード"],
  ["order", "заказ заказа 注文 受注 発注 订单 訂單 주문"],
  ["stock", "товар товара склад 在庫 재고"],
  ["inventory", "库存 庫存"],
  ["shipment", "доставка доставки 配送 배송"],
  ["account", "口座 アカウント 账户 账号 帳戶 계좌 계정"],
  ["customer", "顧客"],
  ["user", "ユーザー ユーザ 会員 用户 用戶 사용자 회원"],
  ["flight", "航空券 フライト"],
  ["status", "ステータス 状態"],
  ["ship", "出荷 発送 发货 出貨 發貨"],
  ["rollback", "откат откатить ロールバック 巻き戻し 切り戻し 回滚 回滾 롤백"],
  ["add", "追加 加算 付与"],
  ["withdraw", "出金"],
  ["deposit", "入金"],
  ["start", "開始"],
  ["stop", "停止"],
  ["enable", "有効化"],
  ["failed", "失敗 失败 실패"],
  ["error", "エラー"],
  ["run", "実行"],
  ["lock", "锁定 鎖定"],
  ["unlock", "解锁 解鎖"],
  ["freeze", "冻结 凍結"],
  ["unfreeze", "解冻 解凍"],
  ["submit", "提交"],
  ["balance", "余额 餘額"],
];

/** Made only where a name calls for it: most are in Latin letters. */
const english = lazily(
  (): ReadonlyMap<string, string> =>
    new Map(FOREIGN.flatMap(([word, foreign]) => foreign.split(" ").map((other): [string, string] => [other, word]))),
);

/** The English for a word in another script than ours, where it is known. */
export function wordInOtherScript(word: string): string | undefined {
  return english().get(word);
}

/** The words of a part of a name: of one that is written without spaces, such as 在庫を引き当てる, those known and what stands between them. */
export function scriptWords(part: string): readonly string[] {
  if (!UNSPACED.test(part)) return [part];
  // Hiragana joins and bends words.
  return part.split(anyKnown()).filter((word) => !/^\p{sc=Hiragana}*$/u.test(word));
}

const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;

/** Any known word, the longest first. */
const anyKnown = lazily(() => {
  const words = [...english().keys()].filter((word) => UNSPACED.test(word));
  return new RegExp(`(${words.sort((a, b) => b.length - a.length).join("|")})`, "u");
});
