using System.Diagnostics.CodeAnalysis;

namespace Ordi2.Web.Features.Boards;

/// <summary>Which board: <c>national</c>, or that of a pole, an organisation or a donation.</summary>
internal sealed record BoardScope
{
    public const string National = "national";
    public const string Pole = "pole";
    public const string Organisation = "organisation";
    public const string Donation = "donation";

    private const int LongestId = 64;

    private BoardScope(string kind, string id) => (Kind, Id) = (kind, id);

    public string Kind { get; }

    /// <summary>Empty for the national board.</summary>
    public string Id { get; }

    public string Text => Kind is National ? National : $"{Kind}/{Id}";

    public static bool TryParse(string? text, [NotNullWhen(true)] out BoardScope? scope)
    {
        scope = null;

        if (text is National)
        {
            scope = new(National, string.Empty);
        }
        else if (text?.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
            && text[..slash] is Pole or Organisation or Donation
            && text[(slash + 1)..] is { Length: > 0 and <= LongestId } id && !id.Any(symbol => symbol is '/' || char.IsControl(symbol)))
        {
            scope = new(text[..slash], id);
        }

        return scope is not null;
    }
}
