using FsCheck;
using FsCheck.Fluent;
using Ordi2.Web.Features.Flows;

namespace Ordi2.Web.Tests.Flows;

/// <summary>The drawing of the flows: nothing is left out of it, nothing lies over something else.</summary>
public class FlowMapTests
{
    private static readonly FlowPlace Donor = new(FlowColumn.Donor, "d", "Donateur");
    private static readonly FlowPlace Workshop = new(FlowColumn.Workshop, "w", "Atelier");
    private static readonly FlowPlace Epn = new(FlowColumn.Epn, "e", "EPN");

    [Fact]
    public void A_place_is_as_high_as_what_went_through_it()
    {
        var map = FlowMap.Draw([new(Donor, Workshop, 100), new(Workshop, Epn, 25)], rest => $"{rest}");

        Assert.Equal([FlowColumn.Donor, FlowColumn.Workshop, FlowColumn.Epn], map.Columns.Select(column => column.Column));
        var (first, middle, last) = (map.Columns[0].X, map.Columns[1].X, map.Columns[2].X);
        Assert.Equal((0, middle - first), (first, last - middle));
        Assert.True(last + FlowMap.Bar + 100 < FlowMap.Width, "There is no room for the names of the last column.");
        Assert.Equal(Of(map, Donor).Height, Of(map, Workshop).Height);
        Assert.Equal(Of(map, Donor).Height / 4, Of(map, Epn).Height, precision: 6);
    }

    [Fact]
    public void Of_a_long_column_the_small_ones_stand_together_and_keep_their_machines()
    {
        var partners = Enumerable.Range(1, 20).Select(number => new FlowBand(Epn, new(FlowColumn.Partner, $"p{number}", $"Partenaire {number}"), number)).ToArray();

        var map = FlowMap.Draw(partners, rest => $"{rest} autres");

        var drawn = map.Places.Where(place => place.Place.Column is FlowColumn.Partner).ToArray();
        Assert.Equal(FlowMap.MostInAColumn, drawn.Length);
        Assert.Equal("9 autres", drawn[^1].Place.Name);
        Assert.Equal(1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9, drawn[^1].Machines);
        Assert.Equal(210, drawn.Sum(place => place.Machines));
    }

    [Fact]
    public void What_goes_backward_is_not_drawn() =>
        Assert.Throws<ArgumentException>(() => FlowMap.Draw([new(Epn, Workshop, 1)], rest => $"{rest}"));

    [Fact]
    public void Nothing_is_drawn_of_nothing() => Assert.Empty(FlowMap.Draw([], rest => $"{rest}").Places);

    [Fact]
    public void Whatever_went_forward_is_drawn_once_and_no_two_places_lie_on_each_other() => Prop.ForAll(
        Flows().ToArbitrary(),
        bands =>
        {
            var map = FlowMap.Draw(bands, rest => $"{rest}");

            return map.Bands.Sum(band => band.Band.Machines) == bands.Sum(band => band.Machines)
                && map.Places.All(place => place.Y + place.Height <= map.Height + 0.001)
                && map.Places.GroupBy(place => place.X).All(column => column.OrderBy(place => place.Y).Pairwise().All(pair => pair.First.Y + pair.First.Height < pair.Second.Y));
        }).QuickCheckThrowOnFailure();

    private static Gen<FlowBand[]> Flows() =>
        from count in Gen.Choose(0, 60)
        from bands in Gen.ArrayOf(
            from start in Gen.Choose(0, 5)
            from end in Gen.Choose(start + 1, 6)
            from a in Gen.Choose(0, 20)
            from b in Gen.Choose(0, 20)
            from machines in Gen.Choose(1, 5000)
            select new FlowBand(PlaceOf(start, a), PlaceOf(end, b), machines), count)
        select bands.DistinctBy(band => (band.From, band.To)).ToArray();

    private static FlowPlace PlaceOf(int column, int number) => new((FlowColumn)column, $"{column}-{number}", $"{number}");

    private static DrawnPlace Of(FlowMap map, FlowPlace place) => Assert.Single(map.Places, one => one.Place == place);
}

file static class Pairs
{
    public static IEnumerable<(T First, T Second)> Pairwise<T>(this IEnumerable<T> all) => all.Zip(all.Skip(1));
}
