import { t } from "./words.ts";
import "./permissions.css";

/** What the extension asks of the browser, and why: one entry for each permission of the manifest. */
export function Permissions() {
  const permissions = [
    { name: "activeTab", title: t("permissionTab"), why: t("permissionTabWhy") },
    { name: "scripting", title: t("permissionScript"), why: t("permissionScriptWhy") },
    { name: "offscreen", title: t("permissionOffscreen"), why: t("permissionOffscreenWhy") },
    { name: "storage", title: t("permissionStorage"), why: t("permissionStorageWhy") },
    { name: "contextMenus", title: t("permissionMenu"), why: t("permissionMenuWhy") },
    { name: "https://*/*", title: t("permissionSite"), why: t("permissionSiteWhy") },
  ];
  return (
    <section class="page-section">
      <h2>{t("permissionsTitle")}</h2>
      <dl class="permissions">
        {permissions.map(({ name, title, why }) => (
          <div key={name}>
            <dt>
              {title} <code>{name}</code>
            </dt>
            <dd>{why}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
