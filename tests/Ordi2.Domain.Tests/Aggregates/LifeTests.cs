namespace Ordi2.Domain.Tests.Aggregates;

public sealed class LifeTests
{
    private const string Folder = "tests/Ordi2.Domain.Tests/Aggregates";

    private static readonly IReadOnlyList<IStory> Told = [.. Stories.All()];

    [Fact]
    public void The_lives_of_the_aggregates_are_the_ones_that_were_agreed() => Printed.Equals(
        $"{Folder}/lives.txt",
        Told.SelectMany(story => story.Table().Select(line => $"{story.Name,-13} {line}")));

    [Fact]
    public void Who_may_take_which_step_is_what_was_agreed_cell_by_cell() => Printed.Equals(
        $"{Folder}/rights.txt",
        Told.SelectMany(story => story.RightsByTrying().Select(line => $"{story.Name,-13} {line}")));

    [Fact]
    public void Every_step_is_taken_in_a_story_and_has_a_line_in_a_table() => Assert.Empty(Told.SelectMany(story => story.StepsNeverTaken()));

    [Fact]
    public void Every_step_in_every_state_does_what_the_table_says() => Assert.Empty(Told.SelectMany(story => story.Contradictions()));

    [Fact]
    public void Who_may_not_know_of_a_thing_is_answered_as_if_it_were_not_there_and_nobody_gets_an_answer_by_guessing_an_id() =>
        Assert.Empty(Told.SelectMany(story => story.Indiscretions()).Take(20));

    [Fact]
    public void Every_kind_of_fact_is_stored_as_it_was_promised() => Printed.Equals(
        $"{Folder}/stored.txt",
        Told.SelectMany(story => story.Stored()).DistinctBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}"));

    [Fact]
    public void The_sort_by_which_a_list_picks_is_the_one_that_its_rows_show() => Assert.Empty(Told.SelectMany(story => story.SortFlaws()).Distinct());

    [Fact]
    public void What_belongs_to_something_is_listed_by_it()
    {
        var about = Told.GroupBy(story => story.Name, StringComparer.Ordinal)
            .ToDictionary(kind => kind.Key, kind => kind.SelectMany(story => story.IsAbout()).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);

        foreach (var (kind, things) in new (string, string[])[]
        {
            ("allocation", ["dossier"]), ("batch", ["machine"]), ("delivery", ["dossier", "machine"]), ("dossier", ["call"]), ("handover", ["machine"]), ("incident", ["machine"]),
            ("loan", ["dossier", "machine"]), ("part", ["machine"]), ("receipt", ["donation"]), ("recall", ["machine"]), ("round", ["donation"]), ("session", ["dossier"]),
        })
        {
            Assert.Empty(things.Except(about[kind]).Select(thing => $"{kind} by {thing}"));
        }
    }

    [Fact]
    public void Every_kind_of_fact_has_a_stored_sample() => Assert.Empty(Told.SelectMany(story => story.StoredNames().Except(story.Stored().Keys)));

    [Fact]
    public void What_was_stored_is_read_back_and_written_as_the_same_bytes() => Assert.All(
        File.ReadAllLines(Checkout.PathOf($"{Folder}/stored.txt")),
        line =>
        {
            var (name, json) = (line[..line.IndexOf(' ', StringComparison.Ordinal)], line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
            Assert.Equal(json, Told.First(story => story.StoredNames().Contains(name)).Rewritten(name, json));
        });
}
