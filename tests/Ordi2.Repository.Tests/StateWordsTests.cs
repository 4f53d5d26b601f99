using System.Text.RegularExpressions;

namespace Ordi2.Repository.Tests;

/// <summary>« Reçu » is said of a gift and « Reçue » of a machine: the words of a state are asked with the state, never with its bare code.</summary>
public sealed partial class StateWordsTests
{
    [Fact]
    public void The_words_of_a_state_are_asked_with_the_kind_of_thing_whose_state_it_is()
    {
        var found = Checkout.Files
            .Where(file => (file.StartsWith("web/", StringComparison.Ordinal) || file.StartsWith("silo/", StringComparison.Ordinal)) && Path.GetExtension(file) is ".cs" or ".cshtml")
            .SelectMany(file => Checkout.Read(file).Split('\n').Select((line, index) => (file, number: index + 1, line)))
            .Where(place => LosesTheKind(place.line))
            .Select(place => $"{place.file}:{place.number}: {place.line.Trim()}");

        Assert.Empty(found);
    }

    [Theory]
    [InlineData("Word(donation.Status.Code())", true)]
    [InlineData("Words.Say(Model.Part.MediumState.Code(), language)", true)]
    [InlineData("Capital(Word(status.Code()))", true)]
    [InlineData("Enum.GetValues<OrganisationStatus>().Select(one => new Choice(one.Code(), Word(one.Code())))", true)]
    [InlineData("Enum.GetValues<OrganisationStatus>().Select(one => new Choice(one.Code(), Word(one)))", false)]
    [InlineData("Word(donation.Status)", false)]
    [InlineData("Words.SayOf(\"machine\", row.Status.Code(), language)", false)]
    [InlineData("Capital(Word(line.Type.Code()))", false)]
    public void A_line_loses_the_kind_when_it_asks_for_the_words_of_a_bare_code(string line, bool loses) => Assert.Equal(loses, LosesTheKind(line));

    private static bool LosesTheKind(string line) => CodeOfAState().IsMatch(line) || (States().IsMatch(line) && CodeOfOne().IsMatch(line));

    [GeneratedRegex(@"\b(Word|Words\.Say)\([^()]*[sS]tat(us|e)\.Code\(\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex CodeOfAState();

    [GeneratedRegex(@"GetValues<\w*Stat(us|e)>", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex States();

    [GeneratedRegex(@"\b(Word|Words\.Say)\(\w+\.Code\(\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex CodeOfOne();
}
