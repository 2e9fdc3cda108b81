//! Compares pictures of pages, and saves them as small as possible.

use std::collections::HashMap;
use std::io::Cursor;

type Colour = [u8; 3];

/// The tolerances with which colours are merged into one palette entry, per channel; the first one with few enough
/// colours is used.
const NEAR: [u8; 5] = [0, 4, 8, 12, 16];
/// The additional tolerance of a comparison, per channel, because browser versions render fonts differently.
const BESIDE: u8 = 32;
/// The tolerance per channel within plain areas, which contain no text and are the same in every browser.
const BESIDE_PLAIN: u8 = 4;
/// One pixel of this many may differ by more.
const OF: usize = 8_000;

/// An RGB picture, row by row.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    width: usize,
    height: usize,
    pixels: Vec<Colour>,
}

fn distance(a: Colour, b: Colour) -> u8 {
    a.into_iter().zip(b).map(|(a, b)| a.abs_diff(b)).max().unwrap_or_default()
}

impl Picture {
    pub fn read(file: &[u8]) -> Self {
        let mut decoder = png::Decoder::new(Cursor::new(file));
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().unwrap();
        let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut bytes).unwrap();
        let samples = info.color_type.samples();
        assert!(samples >= 3, "a picture in colours");
        let pixels = bytes[..info.buffer_size()].chunks_exact(samples).map(|pixel| [pixel[0], pixel[1], pixel[2]]);
        Self { width: info.width as usize, height: info.height as usize, pixels: pixels.collect() }
    }

    /// The picture at half the size; each pixel is the mean of four.
    pub fn half(&self) -> Self {
        let (width, height) = (self.width / 2, self.height / 2);
        let mean = |at: usize| {
            let (x, y) = (at % width * 2, at / width * 2);
            let four = [(x, y), (x + 1, y), (x, y + 1), (x + 1, y + 1)].map(|(x, y)| self.pixels[y * self.width + x]);
            [0, 1, 2].map(|channel| (four.iter().map(|pixel| u16::from(pixel[channel])).sum::<u16>() / 4) as u8)
        };
        Self { width, height, pixels: (0..width * height).map(mean).collect() }
    }

    /// A PNG with at most 256 colours: the most frequent ones, and those close to them merged.
    pub fn small(&self) -> Vec<u8> {
        let (palette, indices) = NEAR.into_iter().find_map(|near| self.palette(near)).expect("256 colours suffice");
        encode(self, png::ColorType::Indexed, Some(palette.concat()), &indices)
    }

    fn palette(&self, near: u8) -> Option<(Vec<Colour>, Vec<u8>)> {
        let mut counts: HashMap<Colour, usize> = HashMap::new();
        self.pixels.iter().for_each(|pixel| *counts.entry(*pixel).or_default() += 1);
        // Colours that fill an area are kept exactly.
        let fills = |count: usize| count > (self.pixels.len() / OF).max(16);
        let mut colours: Vec<_> = counts.into_iter().collect();
        colours.sort_by_key(|(colour, count)| (usize::MAX - count, *colour));
        let mut palette: Vec<Colour> = Vec::new();
        let mut places = HashMap::new();
        for (colour, count) in colours {
            let near = if fills(count) { 0 } else { near };
            let place = palette.iter().position(|known| distance(*known, colour) <= near).unwrap_or_else(|| {
                palette.push(colour);
                palette.len() - 1
            });
            places.insert(colour, u8::try_from(place).ok()?);
        }
        Some((palette, self.pixels.iter().map(|pixel| places[pixel]).collect()))
    }

    /// How many pixels differ from the saved picture; all of them if the sizes differ.
    pub fn differs(&self, kept: &Self) -> usize {
        if (self.width, self.height) != (kept.width, kept.height) {
            return self.pixels.len();
        }
        (0..self.pixels.len()).filter(|at| self.differs_at(*at, kept)).count()
    }

    /// Whether a pixel differs from that of a picture of the same size.
    fn differs_at(&self, at: usize, kept: &Self) -> bool {
        let off = distance(self.pixels[at], kept.pixels[at]);
        let is_plain = off > BESIDE_PLAIN && self.is_plain(at) && kept.is_plain(at);
        is_plain || off > BESIDE + NEAR[NEAR.len() - 1]
    }

    /// Whether a pixel has the same colour as its four neighbours.
    fn is_plain(&self, at: usize) -> bool {
        let (x, own) = (at % self.width, self.pixels[at]);
        let beside = [(x > 0).then(|| at - 1), (x + 1 < self.width).then_some(at + 1)];
        let over = [at.checked_sub(self.width), Some(at + self.width).filter(|below| *below < self.pixels.len())];
        beside.into_iter().chain(over).flatten().all(|other| self.pixels[other] == own)
    }

    /// Whether the pictures differ by more than another browser version would cause.
    pub fn is_other(&self, kept: &Self) -> bool {
        self.differs(kept) > self.pixels.len() / OF
    }

    /// A PNG with the saved picture, this one, and their difference in red.
    pub fn difference(&self, kept: &Self) -> Vec<u8> {
        let (width, height) = (self.width.max(kept.width), self.height.max(kept.height));
        let at = |picture: &Self, x: usize, y: usize| {
            let inside = x < picture.width && y < picture.height;
            inside.then(|| picture.pixels[y * picture.width + x])
        };
        let pixel = |place: usize| {
            let (x, y) = (place % (width * 3), place / (width * 3));
            let (now, before) = (at(self, x % width, y), at(kept, x % width, y));
            let shown = match x / width {
                0 => before,
                1 => now,
                _ => now.zip(before).map(|(now, before)| {
                    let pale = 192 + now.into_iter().map(u16::from).sum::<u16>() / 12;
                    let is_same_size = (self.width, self.height) == (kept.width, kept.height);
                    let is_other =
                        if is_same_size { self.differs_at(y * width + x % width, kept) } else { now != before };
                    if is_other { [224, 0, 0] } else { [pale as u8; 3] }
                }),
            };
            shown.unwrap_or([224, 0, 0])
        };
        let all = Self { width: width * 3, height, pixels: (0..width * 3 * height).map(pixel).collect() };
        encode(&all, png::ColorType::Rgb, None, &all.pixels.concat())
    }
}

fn encode(picture: &Picture, kind: png::ColorType, palette: Option<Vec<u8>>, data: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, picture.width as u32, picture.height as u32);
    encoder.set_color(kind);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    if let Some(palette) = palette {
        encoder.set_palette(palette);
        // Filters between pixels do not compress palette indices.
        encoder.set_filter(png::Filter::NoFilter);
    }
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(data).unwrap();
    writer.finish().unwrap();
    file
}

#[test]
fn a_kept_picture_is_the_same_picture() {
    let pixels: Vec<Colour> = (0..64 * 64).map(|at: usize| [at % 64 * 4, at / 64 * 4, 99].map(|c| c as u8)).collect();
    let picture = Picture { width: 64, height: 64, pixels };
    let kept = Picture::read(&picture.small());
    assert_eq!(picture.differs(&kept), 0);
    assert!(!picture.is_other(&kept));
    let mut other = picture.clone();
    other.pixels[..64].fill([255, 255, 255]);
    assert!(other.is_other(&kept));
    assert!(picture.half().is_other(&kept), "another size");
}

#[test]
fn a_plain_area_of_a_slightly_other_colour_is_seen_and_a_font_drawn_otherwise_is_not() {
    let plain = |inner: u8, edge: u8| {
        let at = |place: usize| match (place % 64, place / 64) {
            (8..40, 8..20) => [inner; 3],
            (8..40, 40..52) if place.is_multiple_of(2) => [edge; 3],
            _ => [255; 3],
        };
        Picture { width: 64, height: 64, pixels: (0..64 * 64).map(at).collect() }
    };
    let kept = Picture::read(&plain(236, 100).small());
    assert!(!plain(236, 100).is_other(&kept));
    assert!(!plain(238, 130).is_other(&kept), "edges are drawn otherwise");
    assert!(plain(255, 100).is_other(&kept), "an area has lost its colour");
    assert!(plain(228, 100).is_other(&kept), "an area has another colour");
}
