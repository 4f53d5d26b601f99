using System.Collections.Immutable;
using System.Diagnostics;

namespace Ordi2.Barcodes.Pictures;

/// <summary>What a picture says.</summary>
public abstract record PictureReading
{
    private protected PictureReading()
    {
    }
}

/// <summary>There is something to read in the picture.</summary>
/// <param name="Texts">Each text once, at least one.</param>
public sealed record PictureRead(ImmutableArray<PictureText> Texts) : PictureReading
{
    /// <summary>The codes of our labels among the texts, each once.</summary>
    public IEnumerable<LabelCode> Labels => Texts.Select(text => text.Label).OfType<LabelCode>().Distinct();

    /// <summary>Those of them that may stand on a machine: an address says itself that it is a box's.</summary>
    public IEnumerable<LabelCode> Machines => Texts.Where(text => LabelReader.Read(text.Text) is not OurAddress { Kind: not LabelKind.Machine })
        .Select(text => text.Label).OfType<LabelCode>().Distinct();

}

/// <summary>Nothing can be done with the picture.</summary>
/// <param name="Problem">Why.</param>
public sealed record PictureUnread(PictureProblem Problem) : PictureReading
{
    /// <summary>A stable name for programs, for example <c>picture-truncated</c>.</summary>
    public string Code => Problem switch
    {
        PictureProblem.Empty => "picture-empty",
        PictureProblem.NotAPicture => "not-a-picture",
        PictureProblem.OtherFormat => "picture-format",
        PictureProblem.Truncated => "picture-truncated",
        PictureProblem.Damaged => "picture-damaged",
        PictureProblem.TooManyBytes => "picture-too-many-bytes",
        PictureProblem.TooManyDots => "picture-too-large",
        PictureProblem.NothingFound => "nothing-found",
        _ => throw new UnreachableException(),
    };

    /// <summary>What to do next, in French and in English.</summary>
    public (string French, string English) Next => Problem switch
    {
        PictureProblem.Empty => ("Le fichier est vide. Choisissez une photo.", "The file is empty. Choose a photograph."),
        PictureProblem.NotAPicture => (
            "Ce fichier n'est pas une photo. Choisissez une image JPEG ou PNG.", "This file is not a picture. Choose a JPEG or a PNG."),
        PictureProblem.OtherFormat => (
            "Cette sorte d'image n'est pas lue ici. Enregistrez-la en JPEG ou en PNG.", "This kind of picture is not read here. Save it as JPEG or PNG."),
        PictureProblem.Truncated => (
            "La fin de l'image manque. Envoyez-la de nouveau, ou reprenez la photo.", "The end of the picture is missing. Send it again, or take it again."),
        PictureProblem.Damaged => ("L'image est abîmée. Reprenez la photo.", "The picture is damaged. Take it again."),
        PictureProblem.TooManyBytes => (
            "Le fichier dépasse 32 Mio. Enregistrez une image plus petite.", "The file is larger than 32 MiB. Save a smaller picture."),
        PictureProblem.TooManyDots => (
            "L'image a plus de 64 millions de points. Enregistrez une image plus petite.", "The picture has more than 64 million dots. Save a smaller one."),
        PictureProblem.NothingFound => (
            "Aucune étiquette lue. Reprenez la photo de plus près, bien éclairée, ou tapez les 7 symboles.",
            "No label was read. Take the photograph closer, in good light, or type the 7 symbols."),
        _ => throw new UnreachableException(),
    };
}

/// <summary>Why nothing can be done with a picture.</summary>
public enum PictureProblem
{
    /// <summary>A file without a byte.</summary>
    Empty,

    /// <summary>Not a file of a picture.</summary>
    NotAPicture,

    /// <summary>A picture, in a format that is not read: HEIC, WebP, GIF, BMP, TIFF, a JPEG for printers.</summary>
    OtherFormat,

    /// <summary>It ends too early.</summary>
    Truncated,

    /// <summary>What is written in the file contradicts itself.</summary>
    Damaged,

    /// <summary>More than <see cref="PictureLimits.Bytes"/>.</summary>
    TooManyBytes,

    /// <summary>More than <see cref="PictureLimits.Dots"/>, or as much work.</summary>
    TooManyDots,

    /// <summary>A picture, and nothing that could be read for certain.</summary>
    NothingFound,
}

/// <summary>What a symbol in a picture holds.</summary>
/// <param name="Text">The text, as it stands in the symbol.</param>
/// <param name="Kind">The symbol.</param>
public sealed record PictureText(string Text, SymbolKind Kind)
{
    /// <summary>
    /// The code, when the text is what stands on one of our labels. A camera has no keyboard: what needs more repair than case and spaces was not
    /// printed by us.
    /// </summary>
    public LabelCode? Label => LabelReader.Read(Text) switch
    {
        OurLabel { Repaired: false } label => label.Code,
        OurAddress { Repaired: false } address => address.Code,
        _ => null,
    };
}

/// <summary>Symbols that are looked for in pictures: what our labels and the makers of computers print.</summary>
public enum SymbolKind
{
    /// <summary>QR code.</summary>
    QrCode,

    /// <summary>Code 128.</summary>
    Code128,
}

/// <summary>What is wanted of a picture.</summary>
public enum Wanted
{
    /// <summary>Our labels; everything else in the picture is passed over.</summary>
    Labels,

    /// <summary>Every text.</summary>
    AnyText,
}
