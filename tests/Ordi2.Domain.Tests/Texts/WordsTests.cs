using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Parts;
using Ordi2.Contracts.Texts;

namespace Ordi2.Domain.Tests.Texts;

public sealed class WordsTests
{
    [Fact]
    public void Every_value_that_a_board_or_a_list_shows_has_words()
    {
        string[] shown =
        [
            .. Codes<MachineStatus>(), .. Codes<Role>(), .. Codes<Sanitisation>(), .. Codes<LegalNature>(), .. Codes<Hold>(), .. Codes<DeviceType>(),
            .. Codes<Grade>(), .. Codes<Profile>(), .. Codes<Route>(), .. Codes<ReturnKind>(), .. Codes<OsPlan>(), .. Codes<MediumKind>(),
            .. Codes<MediumState>(), .. Codes<WipeMethod>(), .. Codes<Activity>(), .. Codes<PartStatus>(), .. Codes<Outcome>(),
            .. CommandCatalog<MachineCommand>.Steps, .. FunctionalSheet.Lines,
        ];

        Assert.Empty(shown.Except(Words.Codes));
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

    private static IEnumerable<string> Codes<T>()
        where T : struct, Enum => Enum.GetValues<T>().Select(value => value.Code());
}
