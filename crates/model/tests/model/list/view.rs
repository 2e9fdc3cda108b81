use model::list::SavedView;
use model::wire::lenient::Member;
use serde_json::json;

fn view(name: &str, query: &str) -> SavedView {
    SavedView { name: name.to_owned(), query: query.to_owned() }
}

#[test]
fn a_view_of_the_same_name_is_replaced() {
    let mut views = Vec::new();
    SavedView::save(&mut views, view("Mine", "q=a"));
    SavedView::save(&mut views, view("Old", "filter=expired"));
    SavedView::save(&mut views, view("Mine", "q=b"));
    assert_eq!(views, [view("Mine", "q=b"), view("Old", "filter=expired")]);
    SavedView::rename(&mut views, "Old", "Over");
    assert_eq!(views[1], view("Over", "filter=expired"));
    SavedView::rename(&mut views, "Over", "Mine");
    assert_eq!(views, [view("Mine", "filter=expired")]);
    SavedView::rename(&mut views, "Mine", "Mine");
    SavedView::rename(&mut views, "Nobody", "Somebody");
    assert_eq!(views, [view("Mine", "filter=expired")]);
}

#[test]
fn views_are_kept_as_json() {
    let kept = json!([{ "name": "Mine", "query": "q=a&sort=-name" }]);
    let read = Vec::<SavedView>::read(Some(&kept)).unwrap();
    assert_eq!((read[0].clone(), read.write()), (view("Mine", "q=a&sort=-name"), Some(kept)));
}
