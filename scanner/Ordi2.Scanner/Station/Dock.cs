using System.Globalization;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Rounds;

namespace Ordi2.Scanner.Station;

/// <summary>
/// What each machine that is received has in common with the one before: of which gift it is, and of which kind. Neither is needed to go on: nobody waits at the
/// dock because nobody knows; then the station says so, and the supervisor attaches the machine later.
/// </summary>
internal sealed class Dock(StationFile file, WorkShelf shelf, Screen screen, Teller teller, TimeProvider time)
{
    /// <summary>So long a gift that nobody chose is taken for the only one before the server is asked again.</summary>
    public static readonly TimeSpan TakenAsTheOnlyOne = TimeSpan.FromMinutes(10);

    private const string Nobody = "aucun";
    private const string NobodyToo = "none";
    private const string HowToName = "Pour dire le don : tapez don, puis don et son numéro.";

    private bool _isWithout;

    // Nobody chose the gift: it was the only one of its list, which was asked for at that moment.
    private DateTimeOffset? _onlyOneAt;

    // A number means the gift that was shown beside it, whatever came since.
    private Gift[] _shown = [];

    /// <summary>Of which gift the next machines are; nothing where nobody said, or nobody knows.</summary>
    public Gift? Gift { get; private set; }

    /// <summary>Nobody said of which gift they are, nor that nobody knows.</summary>
    public bool IsOpen => Gift is null && !_isWithout;

    /// <summary>Of which kind they are, where all are of one.</summary>
    public DeviceType Kind { get; set; }

    /// <summary>The fields of the step.</summary>
    public string? Data => Mode.Of(string.Empty, string.Empty, new ReceiveDevice(
        Gift is { } gift ? new DonationId(gift.Id) : null, Kind, Round: Gift?.Round is { } round ? new RoundId(round) : null)).Data;

    /// <summary>Machines are received from now on; what was said on the command line is not asked for.</summary>
    public async Task BeginAsync(Gift? named, CancellationToken cancellation)
    {
        (Gift, _isWithout, _onlyOneAt) = (named, false, null);

        if (named is not null)
        {
            Gift = Known(named.Id) ?? named;
            return;
        }

        var gifts = await LoadAsync(cancellation);

        if (gifts is [var only])
        {
            (Gift, _onlyOneAt) = (only, time.GetUtcNow());
        }
        else if (gifts.Length > 1)
        {
            SayGifts(gifts);
        }
    }

    /// <summary>A gift that nobody chose may have been the only one of an old list: from when there are several, somebody says which.</summary>
    public async Task AskAgainAsync(CancellationToken cancellation)
    {
        if (_onlyOneAt is not { } asked)
        {
            return;
        }

        var gifts = file.Required().Gifts;

        if (gifts.Length < 2 && (time.GetUtcNow() - asked).Duration() >= TakenAsTheOnlyOne)
        {
            gifts = await LoadAsync(cancellation);
            _onlyOneAt = time.GetUtcNow();
        }

        if (gifts.Length > 1)
        {
            (Gift, _onlyOneAt) = (null, null);
            SayGifts(gifts);
        }
    }

    /// <summary>Something else is done from now on: who comes back is asked anew.</summary>
    public void End() => (Gift, _isWithout, _onlyOneAt, Kind) = (null, false, null, DeviceType.Unknown);

    /// <summary>« don » lists the gifts; « don 2 », « don » with its number on the site, its card, or « don aucun » chooses.</summary>
    /// <returns>Whether one was chosen.</returns>
    public async Task<bool> TakeGiftAsync(string text, CancellationToken cancellation)
    {
        if (text is Nobody or NobodyToo)
        {
            (Gift, _isWithout, _onlyOneAt) = (null, true, null);
            return true;
        }

        if (text.Length == 0)
        {
            SayGifts(await LoadAsync(cancellation));
            return false;
        }

        var chosen = Shown(text) ?? Known(text);

        if (chosen is null)
        {
            // It may have been announced since.
            await LoadAsync(cancellation);
            chosen = Known(text);
        }

        if (chosen is null)
        {
            teller.Wrong($"Le don « {text} » n'est pas attendu ici. Tapez don pour voir lesquels le sont.", new { @event = "gift-unknown", gift = text });
            return false;
        }

        (Gift, _isWithout, _onlyOneAt) = (chosen, false, null);
        return true;
    }

    /// <summary>« sorte » lists the kinds; « sorte portable » or « sorte 1 » chooses.</summary>
    /// <returns>Whether one was chosen.</returns>
    public bool TakeKind(string text)
    {
        if (text.Length > 0 && Kinds.Find(text) is { } kind)
        {
            Kind = kind;
            return true;
        }

        var kinds = $"Tapez sorte et l'une de : {Kinds.Listed}.";

        if (text.Length == 0)
        {
            screen.Say(Tone.Plain, kinds, new { @event = "kinds" });
        }
        else
        {
            teller.Wrong($"La sorte « {text} » n'existe pas. {kinds}", new { @event = "kind-unknown", kind = text });
        }

        return false;
    }

    /// <summary>What was chosen, in a few words.</summary>
    public string Said => $"{(Gift is { } gift ? $"Don : {gift.Words}. Un autre : tapez don." : _isWithout ? "Sans don : l'encadrant rattachera les machines." : "Don : pas encore dit.")} "
        + (Kind is DeviceType.Unknown ? "Sorte : tapez sorte." : $"Sorte : {Kinds.WordsOf(Kind)}.");

    /// <summary>Nobody said of which gift a machine is that was just kept.</summary>
    public void SayMissing(string code)
    {
        if (IsOpen)
        {
            screen.Say(Tone.Look, $"{Teller.Shown(code)} : sans don, l'encadrant la rattachera. {HowToName}", new { @event = "no-gift", code });
        }
    }

    private Gift? Shown(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= _shown.Length ? _shown[number - 1] : null;

    private Gift? Known(string id) => file.Required().Gifts.FirstOrDefault(gift => string.Equals(gift.Id, id, StringComparison.OrdinalIgnoreCase));

    /// <summary>The gifts as the server has them now; those of the last time where it does not answer.</summary>
    private async Task<Gift[]> LoadAsync(CancellationToken cancellation)
    {
        await shelf.LoadAsync(cancellation);
        return file.Required().Gifts;
    }

    private void SayGifts(Gift[] gifts)
    {
        _shown = gifts;
        screen.Say(
            gifts.Length == 0 ? Tone.Plain : Tone.Look,
            gifts.Length == 0
                ? "Aucun don attendu n'est connu ici."
                : $"Quel don arrive ? {string.Join(" ; ", gifts.Select((gift, index) => string.Create(CultureInfo.InvariantCulture, $"don {index + 1} : {gift.Words}")))} ; don {Nobody} : sans don.",
            new { @event = "gifts", gifts });
    }
}
