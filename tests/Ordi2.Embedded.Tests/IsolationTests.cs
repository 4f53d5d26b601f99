using Orleans.Serialization;

namespace Ordi2.Embedded.Tests;

public sealed class IsolationTests : IAsyncLifetime
{
    private Cluster _cluster = null!;

    private IWorkGrain Grain => _cluster.Grains.GetGrain<IWorkGrain>("isolated", typeof(WorkGrain).FullName!);

    public async Task InitializeAsync() => _cluster = await Cluster.StartAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Arguments_and_answers_are_copies()
    {
        var mine = new Bag { Items = { "a" } };

        var answer = await Grain.Keep(mine, new List<Bag> { new() { Items = { "b" } } });
        mine.Items.Add("later");
        answer.Items.Add("later");

        Assert.Equal(["a", "b"], (await Grain.Kept()).Items);
        Assert.Equal(["a", "later"], mine.Items);
    }

    [Fact]
    public async Task An_object_that_occurs_twice_stays_one_object_and_a_ring_stays_a_ring()
    {
        var mine = new Bag();
        mine.Other = mine;

        var answer = await Grain.Keep(mine, Array.Empty<Bag>());

        Assert.NotSame(mine, answer);
        Assert.Same(answer, answer.Other);
    }

    [Fact]
    public async Task A_member_without_a_number_stays_behind() =>
        Assert.Null((await Grain.Keep(new Bag { NotSent = "secret" }, Array.Empty<Bag>())).NotSent);

    [Fact]
    public async Task What_is_immutable_is_shared()
    {
        var ticket = new Ticket("t", [1, 2]);

        Assert.Same(ticket, await Grain.Show(ticket));
    }

    [Fact]
    public async Task A_value_is_judged_by_the_type_that_it_has()
    {
        var ticket = new Ticket("t", []);
        Assert.Same(ticket, await Grain.Anything(ticket));
        Assert.Equal(new[] { 1, 2 }, Assert.IsType<int[]>(await Grain.Anything(new[] { 1, 2 })));
        Assert.Equal(3, Assert.IsType<Dictionary<string, int>>(await Grain.Anything(new Dictionary<string, int> { ["x"] = 3 }))["x"]);

        await Assert.ThrowsAsync<CodecNotFoundException>(() => Grain.Anything(new Unsendable("x")));
        await Assert.ThrowsAsync<CodecNotFoundException>(() => Grain.Anything(new List<Unsendable>()));
    }

    [Fact]
    public async Task A_list_that_the_compiler_makes_of_a_collection_expression_crosses_as_a_list()
    {
        IReadOnlyList<Bag> made = [new Bag { Items = { "a" } }, new Bag { Items = { "b" } }];

        Assert.Equal(["a", "b"], (await Grain.Keep(new Bag(), made)).Items);
    }

    [Fact]
    public async Task A_grain_passes_as_a_reference_and_a_bare_observer_not_at_all()
    {
        var subject = _cluster.Grains.GetGrain<ISubjectGrain>("subject");

        Assert.Equal(subject, await Grain.Anything(subject));
        var error = await Assert.ThrowsAsync<NotSupportedException>(() => subject.Watch(new Watcher(_cluster.Journal)));
        Assert.Contains("CreateObjectReference", error.Message, StringComparison.Ordinal);
    }
}
