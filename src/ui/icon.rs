//! Icons: strokes on a 24-pixel grid in the text colour. They are always next to a text or in a labelled control.

use leptos::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// The portal's logo.
    Brand,
    Dashboard,
    MyGroups,
    Memberships,
    Groups,
    /// An identity card.
    Users,
    /// A magnifying glass.
    Search,
    Plus,
    /// A cross, for removing an entry; also marks a condition that is false.
    Remove,
    /// Three lines, for the navigation menu.
    Menu,
    Warning,
    Info,
    Check,
    /// A waste bin, for deleting.
    Bin,
    /// A chain, for copying a link.
    Link,
    Copy,
    /// An empty tray, for empty lists and files.
    Tray,
    SignOut,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Brand => {
                "M8 12.2a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.400M16.500 10.400a2.400 2.400 0 1 0 0-4.800 2.400 2.400 0 0 0 0 4.800M2.500 19c.6-3.400 2.700-5 5.500-5s4.900 1.600 5.500 5M14.500 13.300c3.300-.8 6 .9 7 4.200"
            }
            Self::Dashboard => "M4 4h7v7H4zM13 4h7v4h-7zM13 11h7v9h-7zM4 14h7v6H4z",
            Self::MyGroups => {
                "M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6M3 19c.5-3.500 3-5 6-5s5.500 1.500 6 5M17 5l1.200 2.500 2.800.400-2 2 .5 2.700-2.500-1.300"
            }
            Self::Memberships => "M12 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7M5 20c.6-4 3.500-6 7-6s6.400 2 7 6",
            Self::Groups => {
                "M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6M2 19c.5-3.500 3-5 6-5s5.500 1.500 6 5M16 10.500a2.500 2.500 0 1 0 0-5M16 13.500c3 0 5.500 1.500 6 5"
            }
            Self::Users => {
                "M3 5h18v14H3zM8.500 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4M5.500 16c.400-2 1.500-3 3-3s2.600 1 3 3M14.500 9.500H18M14.500 13.500H18"
            }
            Self::Search => "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14M20 20l-4-4",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Remove => "M6 6l12 12M18 6L6 18",
            Self::Menu => "M4 7h16M4 12h16M4 17h16",
            Self::Warning => "M12 4l9 16H3zM12 10v4M12 17v.01",
            Self::Info => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 11v5M12 8v.01",
            Self::Check => "M5 12.500l4.500 4.500L19 7.500",
            Self::Bin => "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
            Self::Link => "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
            Self::Copy => "M9 9h11v11H9zM5 15H4V4h11v1",
            Self::Tray => "M3 13l3-8h12l3 8v6H3zM3 13h5l1.500 3h5L16 13h5",
            Self::SignOut => "M10 4H5v16h5M14 8l4 4-4 4M18 12H9",
        }
    }

    /// The icon as SVG, hidden from screen readers.
    pub fn view(self) -> impl IntoView {
        view! {
            <svg width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8"
                stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
                <path d=self.path()/>
            </svg>
        }
    }
}
