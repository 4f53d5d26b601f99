using System.Reflection;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Texts;

namespace Ordi2.Domain.Tests.Texts;

public sealed class WordsTests
{
    // What programs do with a refusal is shown to nobody.
    private static readonly Type[] NotShown = [typeof(RefusalKind)];

    [Fact]
    public void Every_value_and_every_step_that_a_person_may_see_has_words()
    {
        var types = typeof(Words).Assembly.GetTypes();
        string[] shown =
        [
            .. types.Where(type => type.IsEnum && !NotShown.Contains(type)).SelectMany(type => Enum.GetValues(type).Cast<object>().Select(value => CodeOf(value, type))),
            .. types.Select(type => type.GetCustomAttribute<StepAttribute>()?.Name).OfType<string>(),
            .. FunctionalSheet.Lines,
        ];

        var silent = shown.Except(Words.Codes).ToArray();
        Assert.True(silent.Length == 0, $"Write words in silo/Ordi2.Contracts/Texts/words.json for: {string.Join(", ", silent)}.");
    }

    [Fact]
    public void Statuses_are_said_as_on_the_screens()
    {
        Assert.Equal("À recycler (D3E)", Words.Say(MachineStatus.ToRecycle.Code()));
        Assert.Equal("Enlevé (en route)", Words.Say("COLLECTED", "fr"));
        Assert.Equal("In repair", Words.Say("IN_REPAIR", "en"));
    }

    [Fact]
    public void A_text_that_is_no_code_stays_as_it_is() => Assert.Equal("Atelier du Lac", Words.Say("Atelier du Lac"));

    private static string CodeOf(object value, Type type) => JsonSerializer.SerializeToElement(value, type, WireJson.Options).GetString()!;
}
