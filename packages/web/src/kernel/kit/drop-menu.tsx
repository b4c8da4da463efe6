import { Dropdown, type DropdownProps } from "antd";

/**
 * A menu under a button, there at once. The library's own unfolds for a moment: a press made
 * meanwhile goes down on one of its lines and comes up on another, and is lost.
 */
export function DropMenu(props: DropdownProps) {
  return <Dropdown trigger={["click"]} transitionName="" {...props} />;
}
