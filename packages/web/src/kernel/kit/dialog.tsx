import { Modal, type ModalProps } from "antd";

/**
 * A dialog that comes up where it stays. The library's own stands still for a moment, then grows
 * out of the button that opened it: a click made at once goes down on a button and comes up beside
 * it, and is lost.
 */
export function Dialog(props: ModalProps) {
  return <Modal transitionName="ant-fade" {...props} />;
}
