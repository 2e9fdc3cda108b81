//! Names of the directory attributes that the code names itself, as the contract's samples spell them. Letter case does
//! not count when an answer is read.

/// The groups whose members alone may send mail to a group (Active Directory).
pub const AUTHORIZED_GROUPS: &str = "dLMemSubmitPerms";
/// The people who alone may send mail to a group (Active Directory).
pub const AUTHORIZED_SENDERS: &str = "authOrig";
pub const COMMON_NAME: &str = "CN";
pub const CONTAINER: &str = "container";
pub const DEPARTMENT: &str = "department";
pub const DESCRIPTION: &str = "description";
pub const DISPLAY_NAME: &str = "displayName";
pub const DISTINGUISHED_NAME: &str = "distinguishedName";
/// When a group expires; set by GroupID.
pub const EXPIRATION_DATE: &str = "XGroupExpirationDate";
/// After how many days a group expires; 0 for never.
pub const EXPIRATION_POLICY: &str = "XGroupExpirationPolicy";
pub const GIVEN_NAME: &str = "givenName";
/// Scope and security of a group as a signed 32-bit number (Active Directory).
pub const GROUP_TYPE: &str = "groupType";
/// Whether a group has expired; set by GroupID.
pub const IS_EXPIRED: &str = "IMGIsExpired";
pub const MAIL: &str = "mail";
pub const MAIL_NICKNAME: &str = "mailNickname";
/// The primary owner.
pub const MANAGED_BY: &str = "managedBy";
/// Whether a group is static or smart; see [`super::codes::MANAGED_STATIC`].
pub const MANAGED_GROUP_TYPE: &str = "IMSGManagedGroupType";
pub const NAME: &str = "name";
pub const OBJECT_CLASS: &str = "objectClass";
pub const OBJECT_GUID: &str = "objectGUID";
pub const PROXY_ADDRESSES: &str = "proxyAddresses";
/// The pre-Windows 2000 name of a group, the logon name of a user.
pub const SAM_ACCOUNT_NAME: &str = "sAMAccountName";
/// Who may join; see [`super::codes::SecurityType`].
pub const SECURITY_TYPE: &str = "XGroupSecurity";
pub const SURNAME: &str = "sn";
pub const TITLE: &str = "title";
/// The groups whose members may not send mail to a group (Active Directory).
pub const UNAUTHORIZED_GROUPS: &str = "dLMemRejectPerms";
/// The people who may not send mail to a group (Active Directory).
pub const UNAUTHORIZED_SENDERS: &str = "unauthOrig";
pub const USER_ACCOUNT_CONTROL: &str = "userAccountControl";
pub const USER_PRINCIPAL_NAME: &str = "userPrincipalName";
pub const WHEN_CREATED: &str = "whenCreated";
