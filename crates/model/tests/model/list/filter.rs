use model::config::StoreKind;
use model::list::{GroupFilter, Moments};
use model::wire::Criterion;

fn written(filters: &[GroupFilter], store: StoreKind) -> Vec<String> {
    let moments = Moments { now: "20261130090000.0Z".to_owned(), soon: "20261230090000.0Z".to_owned() };
    GroupFilter::criteria(filters, store, &moments).iter().map(text).collect()
}

fn text(criterion: &Criterion) -> String {
    match criterion.attribute.get() {
        Some(attribute) => {
            let value = criterion.value.get().map(String::as_str).unwrap_or_default();
            format!("{attribute} {} {value}", criterion.operator).trim().to_owned()
        }
        None => {
            let children: Vec<_> = criterion.child.iter().map(text).collect();
            format!("({})", children.join(&format!(" {} ", criterion.operator)))
        }
    }
}

#[test]
fn names_lead_back_to_their_filters() {
    for filter in GroupFilter::ALL {
        assert_eq!(GroupFilter::from_name(filter.name()), Some(filter));
    }
    assert_eq!(GroupFilter::from_name("Smart"), None);
}

#[test]
fn filters_about_one_thing_are_alternatives_and_about_different_things_must_all_fit() {
    use GroupFilter::{Empty, NoOwner, Private, Public, SemiPrivate, Smart, Static};
    let ad = StoreKind::ActiveDirectory;
    assert_eq!(written(&[], ad), [""; 0]);
    assert_eq!(written(&[Smart], ad), ["IMSGManagedGroupType Is Exactly 2"]);
    assert_eq!(
        written(&[Public, NoOwner, Static, SemiPrivate], ad),
        [
            "IMSGManagedGroupType Is Not 2",
            "(XGroupSecurity Is Exactly Public Or XGroupSecurity Is Exactly Semi_Private)",
            "managedBy Not Present",
        ]
    );
    assert_eq!(written(&[Private], ad), ["XGroupSecurity Is Exactly Private"]);
    assert_eq!(written(&[NoOwner], StoreKind::EntraId), ["owners Not Present"]);
    assert_eq!(written(&[Empty, NoOwner], ad), ["managedBy Not Present", "member Not Present"]);
    assert_eq!(written(&[Empty], StoreKind::EntraId), ["members Not Present"]);
}

#[test]
fn what_is_over_is_not_about_to_expire() {
    use GroupFilter::{Expired, Expiring};
    let ad = StoreKind::ActiveDirectory;
    let soon = "(XGroupExpirationDate Greater Or Equal 20261130090000.0Z And \
                XGroupExpirationDate Less Or Equal 20261230090000.0Z And IMGIsExpired Is Not true)";
    let over = "(IMGIsExpired Is Exactly true Or XGroupExpirationDate Less Or Equal 20261130090000.0Z)";
    assert_eq!(written(&[Expiring], ad), [soon]);
    assert_eq!(written(&[Expired], ad), [over]);
    assert_eq!(written(&[Expired, Expiring], ad), [format!("({over} Or {soon})")]);
}
