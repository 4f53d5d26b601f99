using System.Collections.Immutable;
using System.Globalization;

namespace Ordi2.Web.Features.Flows;

/// <summary>Where in the chain an organisation stands, from left to right.</summary>
internal enum FlowColumn
{
    Donor,

    /// <summary>Carriers, on the way to a workshop.</summary>
    Pickup,
    Workshop,

    /// <summary>Carriers, on the way out of a workshop.</summary>
    Transport,
    Epn,
    Partner,
    End,
}

/// <summary>Machines that went from one organisation to another, forward in the chain.</summary>
/// <param name="From">Who gave them on.</param>
/// <param name="To">Who took them.</param>
/// <param name="Machines">How many, 1 at least.</param>
internal sealed record FlowBand(FlowPlace From, FlowPlace To, long Machines);

/// <summary>An organisation on the map, or all the small ones of a column together.</summary>
/// <param name="Column">Where it stands.</param>
/// <param name="Id">Its identifier; empty for the small ones together.</param>
/// <param name="Name">What it is called.</param>
internal sealed record FlowPlace(FlowColumn Column, string Id, string Name);

/// <summary>A place as it is drawn, in units of the drawing.</summary>
internal sealed record DrawnPlace(FlowPlace Place, long Machines, double X, double Y, double Height);

/// <summary>A band as it is drawn.</summary>
/// <param name="Band">What it stands for.</param>
/// <param name="Path">Its outline, as SVG writes it.</param>
internal sealed record DrawnBand(FlowBand Band, string Path);

/// <summary>
/// The flows of a pole, drawn: the organisations stand in the columns of the chain, each as high as what went through it, and bands
/// as thick as what went from one to another. One scale holds for the whole drawing.
/// </summary>
/// <param name="Height">Of the drawing, in its units.</param>
/// <param name="Room">For the words beside a place, up to the next column.</param>
/// <param name="Columns">Those in which somebody stands, each with its left.</param>
/// <param name="Places">Whoever gave or took.</param>
/// <param name="Bands">The thickest first.</param>
internal sealed record FlowMap(double Height, double Room, ImmutableArray<(FlowColumn Column, double X)> Columns, ImmutableArray<DrawnPlace> Places, ImmutableArray<DrawnBand> Bands)
{
    public const double Width = 1000;
    public const double Bar = 12;

    /// <summary>What stands beside a place of the last column needs so much.</summary>
    private const double Margin = 130;

    /// <summary>More in one column cannot be read: the smallest of them are drawn as one.</summary>
    public const int MostInAColumn = 12;

    /// <summary>Height of all that went through the fullest column, beside the room for its names.</summary>
    private const double Full = 260;

    private const double Line = 20;
    private const double Gap = 8;

    /// <summary>Below the heads of the columns.</summary>
    private const double Top = 30;

    /// <param name="bands">What is drawn; none may go backward.</param>
    /// <param name="others">What the small ones of a column are called together, by how many they are.</param>
    public static FlowMap Draw(IReadOnlyCollection<FlowBand> bands, Func<int, string> others)
    {
        if (bands.FirstOrDefault(band => band.From.Column >= band.To.Column || band.Machines < 1) is { } wrong)
        {
            throw new ArgumentException($"{wrong} does not go forward.", nameof(bands));
        }

        var gathered = Gather(bands, others);
        var places = gathered.SelectMany(band => new[] { band.From, band.To }).Distinct().ToDictionary(place => place, place => Through(place, gathered));
        var columns = places.Keys.Select(place => place.Column).Distinct().Order().ToArray();
        var scale = places.Count == 0 ? 0 : Full / columns.Max(column => places.Where(one => one.Key.Column == column).Sum(one => one.Value));
        var drawn = new Dictionary<FlowPlace, DrawnPlace>();
        var pitch = columns.Length < 2 ? Width - Bar : (Width - Margin - Bar) / (columns.Length - 1);

        for (var i = 0; i < columns.Length; i++)
        {
            var (x, y) = (i * pitch, Top);

            foreach (var (place, machines) in places.Where(one => one.Key.Column == columns[i]).OrderBy(one => one.Key.Id.Length == 0).ThenByDescending(one => one.Value).ThenBy(one => one.Key.Name, StringComparer.Ordinal))
            {
                var height = Math.Max(2, machines * scale);
                drawn[place] = new(place, machines, x, y, height);
                y += Math.Max(Line, height) + Gap;
            }
        }

        return new(
            drawn.Count == 0 ? 0 : drawn.Values.Max(place => place.Y + Math.Max(Line, place.Height)),
            Math.Min(pitch - Bar, 2 * Margin),
            [.. columns.Select((column, i) => (column, i * pitch))],
            [.. drawn.Values],
            [.. Lay(gathered, drawn, scale)]);
    }

    private static long Through(FlowPlace place, IReadOnlyCollection<FlowBand> bands) =>
        Math.Max(bands.Where(band => band.From == place).Sum(band => band.Machines), bands.Where(band => band.To == place).Sum(band => band.Machines));

    private static ImmutableArray<FlowBand> Gather(IReadOnlyCollection<FlowBand> bands, Func<int, string> others)
    {
        var small = bands.SelectMany(band => new[] { band.From, band.To }).Distinct()
            .GroupBy(place => place.Column)
            .Where(column => column.Count() > MostInAColumn)
            .SelectMany(column =>
            {
                var rest = column.OrderByDescending(place => Through(place, bands)).ThenBy(place => place.Id, StringComparer.Ordinal).Skip(MostInAColumn - 1).ToArray();
                return rest.Select(place => (place, Together: new FlowPlace(column.Key, string.Empty, others(rest.Length))));
            })
            .ToDictionary(one => one.place, one => one.Together);
        return
        [
            .. bands.GroupBy(band => (From: small.GetValueOrDefault(band.From, band.From), To: small.GetValueOrDefault(band.To, band.To)))
                .Select(same => new FlowBand(same.Key.From, same.Key.To, same.Sum(band => band.Machines))),
        ];
    }

    /// <summary>At each place the bands leave and arrive in the order of where they go and come from, so that few cross.</summary>
    private static IEnumerable<DrawnBand> Lay(ImmutableArray<FlowBand> bands, Dictionary<FlowPlace, DrawnPlace> drawn, double scale)
    {
        var starts = Offsets(bands, band => drawn[band.From], band => drawn[band.To], scale);
        var ends = Offsets(bands, band => drawn[band.To], band => drawn[band.From], scale);

        foreach (var band in bands.OrderByDescending(band => band.Machines))
        {
            var (x0, x1) = (drawn[band.From].X + Bar, drawn[band.To].X);
            var (y0, y1, thick, middle) = (starts[band], ends[band], Math.Max(1, band.Machines * scale), (x0 + x1) / 2);
            yield return new(band, string.Create(
                CultureInfo.InvariantCulture,
                $"M{x0:F1} {y0:F1}C{middle:F1} {y0:F1} {middle:F1} {y1:F1} {x1:F1} {y1:F1}v{thick:F1}C{middle:F1} {y1 + thick:F1} {middle:F1} {y0 + thick:F1} {x0:F1} {y0 + thick:F1}z"));
        }
    }

    private static Dictionary<FlowBand, double> Offsets(ImmutableArray<FlowBand> bands, Func<FlowBand, DrawnPlace> at, Func<FlowBand, DrawnPlace> other, double scale)
    {
        var offsets = new Dictionary<FlowBand, double>();

        foreach (var place in bands.GroupBy(at))
        {
            var y = place.Key.Y;

            foreach (var band in place.OrderBy(band => other(band).Y).ThenBy(band => other(band).X))
            {
                offsets[band] = y;
                y += band.Machines * scale;
            }
        }

        return offsets;
    }
}
