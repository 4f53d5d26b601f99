using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ordi2.Contracts;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Sessions;
using Ordi2.Contracts.Texts;

namespace Ordi2.Domain.Tests.Texts;

public sealed partial class WordsTests
{
    // The first word of a state that is a participle or an adjective.
    [GeneratedRegex("^(\\w*[éu]|\\w+(is|it|ert)|Clos|Parti|Prêt|Actif)( |$)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Masculine { get; }

    [GeneratedRegex("^(\\w*[éu]e|\\w+(ise|ite|erte)|Close|Partie|Prête|Active)( |$)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Feminine { get; }

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
        Assert.Equal("Enlevée (en route)", Words.Say("COLLECTED", "fr"));
        Assert.Equal("In repair", Words.Say("IN_REPAIR", "en"));
    }

    [Fact]
    public void Each_kind_of_thing_has_words_of_its_own_for_each_of_its_states()
    {
        var states = typeof(Words).Assembly.GetTypes().Where(type => type.IsEnum && IsOfStates(type)).ToArray();
        Assert.Empty(states.SelectMany(type => Enum.GetValues(type).Cast<object>().Select(value => $"{KindOf(type)}/{CodeOf(value, type)}")).Except(Words.Codes));

        Assert.Equal("Livrée en partie", Words.Say(DeliveryStatus.Partial));
        Assert.Equal("Prête à partir", Words.Say(DeliveryStatus.Ready));
        Assert.Equal("En cours", Words.Say(CallStatus.Running));
        Assert.Equal("Tenue", Words.Say(SessionStatus.Held));
        Assert.Equal(("Reçu", "Reçue"), (Words.Say(DonationStatus.Received), Words.Say(MachineStatus.Received)));
    }

    [Fact]
    public void A_state_begins_with_a_capital_and_agrees_with_the_noun_of_its_thing()
    {
        foreach (var (kind, states) in Read("Ordi2.Contracts.Texts.states.json"))
        {
            var other = states["noun"][0].StartsWith("une ", StringComparison.Ordinal) ? Masculine : Feminine;

            foreach (var (code, said) in states.Where(state => state.Key is not "noun"))
            {
                Assert.All(said, words => Assert.True(char.IsUpper(words[0]), $"{kind}/{code}: « {words} » stands alone and begins with a capital."));
                Assert.False(other.IsMatch(said[0]), $"{kind}/{code}: « {said[0]} » does not agree with « {states["noun"][0]} ».");
            }
        }
    }

    [Fact]
    public void Words_that_stand_in_a_sentence_begin_small()
    {
        // Titles of papers, whole sentences and answers stand alone; names keep their capital.
        string[] alone = ["documentKind", "guidance", "recallAnswer", "system"];
        var capital = typeof(Words).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("Ordi2.Contracts.Texts.words", StringComparison.Ordinal))
            .SelectMany(Read).Where(group => !alone.Contains(group.Key))
            .SelectMany(group => group.Value.Values.SelectMany(said => said))
            .Where(words => words is [var first, var second, ..] && char.IsUpper(first) && char.IsLower(second) && words is not ("Wi-Fi" or "State service"));

        Assert.Empty(capital);
    }

    [Fact]
    public void A_refusal_says_the_state_of_what_it_is_about()
    {
        Assert.Contains("« Livrée en partie »", RefusalTexts.Say(Refusal.Conflict("step-not-now", "delivery/BL-7", "PARTIAL", "dispatch")).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("session/", RefusalTexts.Say(Refusal.Conflict("step-not-now", "session/k3x9", "HELD", "hold")).Message, StringComparison.Ordinal);
        Assert.Contains("« cette séance »", RefusalTexts.Say(Refusal.Conflict("step-not-now", "session/k3x9", "HELD", "hold")).Message, StringComparison.Ordinal);
        Assert.Contains("« Suspendue »", RefusalTexts.Say(Refusal.Conflict("organisation-not-working", "Atelier du Lac", "SUSPENDED")).Message, StringComparison.Ordinal);
        Assert.Contains("« Refusée à l'entrée »", RefusalTexts.Say(Refusal.Conflict("wrong-status", "REFUSED", "triage")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_is_no_code_stays_as_it_is() => Assert.Equal("Atelier du Lac", Words.Say("Atelier du Lac"));

    // The right to receipts is no state: nobody goes through it.
    private static bool IsOfStates(Type type) => type != typeof(TaxReceiptStatus) && (type.Name.EndsWith("Status", StringComparison.Ordinal) || type.Name.EndsWith("State", StringComparison.Ordinal));

    private static string KindOf(Type type) => JsonNamingPolicy.KebabCaseLower.ConvertName(type.Name.Replace("Status", string.Empty, StringComparison.Ordinal).Replace("State", string.Empty, StringComparison.Ordinal));

    private static Dictionary<string, Dictionary<string, string[]>> Read(string resource)
    {
        using var stream = typeof(Words).Assembly.GetManifestResourceStream(resource)!;
        return JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string[]>>>(stream)!;
    }

    private static string CodeOf(object value, Type type) => JsonSerializer.SerializeToElement(value, type, WireJson.Options).GetString()!;
}
