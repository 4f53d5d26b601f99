using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Machines;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Configurations;
using Ordi2.Web.Features.Operators;
using Ordi2.Web.Features.Scans;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Machines;

/// <summary>A storage medium as it stands in the form: a row that is empty is none.</summary>
internal sealed record TypedMedium(int Number)
{
    public string? Serial { get; init; }

    public string? Kind { get; init; }

    /// <summary>In gigabytes.</summary>
    public string? Size { get; init; }

    public bool Soldered { get; init; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Serial + Kind + Size) && !Soldered;

    /// <summary>The name of one of its fields.</summary>
    public string Field(string part) => string.Create(CultureInfo.InvariantCulture, $"{part}-{Number}");
}

/// <summary>What a machine is, told by hand where no tool reads it: what it is made of, and each storage medium, or that two people saw none.</summary>
internal sealed class IdentifyPage(CodeResolver codes, IGrainFactory grains, TimeProvider time, BadgeDesk badges, MachineQueries machines, RulesInForce rules) : MachineStepPage(codes, grains, time, rules)
{
    /// <summary>Signs of a field.</summary>
    public const int Longest = 200;

    private const string Audit = "record-audit";
    private const int FewestRows = 2;
    private const int MostRows = 12;
    private const long Gigabyte = 1_000_000_000;

    // Memory is sold in powers of two; disks are not.
    private const long MemoryGigabyte = 1L << 30;

    private static readonly Evidence Statement = new("manual", string.Empty);

    // What the last audit said, where it is done again: what is not asked here stays as it was, and what is shown rounded is not taken for another.
    private AuditRecorded? _last;

    [BindProperty]
    public string? Type { get; set; }

    [BindProperty]
    public string? Maker { get; set; }

    /// <summary>The model.</summary>
    [BindProperty]
    public string? Kind { get; set; }

    [BindProperty]
    public string? Serial { get; set; }

    [BindProperty]
    public string? Processor { get; set; }

    [BindProperty]
    public string? Cores { get; set; }

    /// <summary>In gigabytes.</summary>
    [BindProperty]
    public string? Memory { get; set; }

    [BindProperty]
    public bool Win11 { get; set; }

    [BindProperty]
    public bool LocksTested { get; set; }

    /// <summary>One a line.</summary>
    [BindProperty]
    public string? Locks { get; set; }

    [BindProperty]
    public bool NoMedium { get; set; }

    /// <summary>The badge of whoever looked as well.</summary>
    [BindProperty]
    public string? Second { get; set; }

    /// <summary>The kind that the questions of the form were for.</summary>
    [BindProperty]
    public string? Asked { get; set; }

    /// <summary>How many media the form had room for.</summary>
    [BindProperty]
    public int Rows { get; set; }

    public ImmutableArray<TypedMedium> Media { get; private set; } = [];

    /// <summary>Where the button for one more medium leads.</summary>
    public string AddressOfMore => QueryHelpers.AddQueryString(Address, "handler", "Medium");

    /// <summary>The kind that is asked about: as it stands in the form, else as it was received.</summary>
    public DeviceType About => Codes.TryParse<DeviceType>(Type, out var type) ? type : DeviceType.Unknown;

    public bool AsksForComputer => About.IsComputer();

    /// <summary>Also of what was something else until now: nobody alone makes a screen of a computer.</summary>
    public bool AsksForMedia => About.HoldsMedia() || Machine.Type.HoldsMedia() || !Look.Media.IsEmpty;

    public bool AsksForLocks => About.MayBeLocked();

    public bool MayAdd => Media.Length < MostRows;

    public IEnumerable<Choice> Types => Enum.GetValues<DeviceType>().Where(type => type is not DeviceType.Unknown).Select(type => new Choice(type.Code(), Capital(Word(type.Code()))));

    public IEnumerable<Choice> MediumKinds => Enum.GetValues<MediumKind>().OrderBy(kind => kind is MediumKind.Other).Select(kind => new Choice(kind.Code(), Capital(Word(kind.Code()))));

    public async Task<IActionResult> OnGetAsync(string code)
    {
        if (!await FindAuditAsync(code))
        {
            return NotFound();
        }

        Type = Machine.Type is DeviceType.Unknown ? null : Machine.Type.Code();
        (Maker, Kind, Serial) = (Machine.Maker, Machine.Model, Machine.Serial);

        if (_last is { Audit: var last })
        {
            (Processor, Cores, Memory, Win11) = (last.Processor, TextOf(last.Cores), TextOf(MemoryOf(last)), last.Win11Eligible);
            Locks = string.Join('\n', _last.Locks);
        }

        var known = Look.Media.Where(medium => medium.State is not (MediumState.Removed or MediumState.Destroyed)).Select((medium, at) => new TypedMedium(at + 1)
        {
            Serial = medium.Serial,
            Kind = medium.Kind.Code(),
            Size = TextOf(medium.SizeBytes / Gigabyte),
            Soldered = medium.Soldered,
        }).ToImmutableArray();
        Media = [.. known, .. Enumerable.Range(known.Length + 1, Math.Max(0, FewestRows - known.Length)).Select(number => new TypedMedium(number))];
        return Page();
    }

    /// <summary>One more medium; nothing is sent yet.</summary>
    public async Task<IActionResult> OnPostMediumAsync(string code)
    {
        if (!await FindAuditAsync(code))
        {
            return NotFound();
        }

        ReadMedia(more: 1);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string code)
    {
        if (!await FindAuditAsync(code))
        {
            return NotFound();
        }

        ReadMedia(more: 0);
        var known = Codes.TryParse<DeviceType>(Type, out var type) && type is not DeviceType.Unknown;

        // Of another kind other things are asked: nothing is taken for answered that nobody was shown.
        if (known && Codes.TryParse<DeviceType>(Asked, out var asked) && (asked.IsComputer(), asked.MayBeLocked(), asked.HoldsMedia() || Machine.Type.HoldsMedia() || !Look.Media.IsEmpty) != (AsksForComputer, AsksForLocks, AsksForMedia))
        {
            Mistakes.Add("type", Say("identify-other-kind", Word(type.Code())));
            return Page();
        }

        Mistakes.Unless(known, "type", Say("step-needed", Say("field-type")));

        foreach (var (field, label, typed) in new[] { ("maker", "identify-maker", Maker), ("kind", "identify-model", Kind), ("serial", "identify-serial", Serial), ("processor", "identify-processor", Processor), ("locks", "identify-locks", Locks) })
        {
            Mistakes.Unless(typed is not { Length: > Longest }, field, Say("step-too-long", Say(label), Longest));
        }

        var cores = NumberOf("cores", Cores);
        var memory = NumberOf("memory", Memory);
        var media = ListedMedia();

        // Of a screen that was one before nobody is asked here; whether that is enough is decided by the machine.
        var seenBy = media.IsEmpty && !Mistakes.Any && (NoMedium || type.HoldsMedia() || Machine.Type.HoldsMedia()) ? await WitnessesAsync() : [];
        Mistakes
            .Unless(media.IsEmpty || !NoMedium, "noMedium", Say("identify-none-and-some"))
            .Unless(LocksTested || !AsksForLocks, "locksTested", Why(Refusal.Conflict("locks-not-tested")));

        if (Mistakes.Any)
        {
            return Page();
        }

        var audit = (_last?.Audit ?? new HardwareAudit { Evidence = Statement }) with
        {
            Evidence = Statement,
            Type = type,
            Maker = Typed(Maker),
            Model = Typed(Kind),
            Serial = Typed(Serial),
            Processor = Typed(Processor),
            Cores = cores,
            MemoryBytes = _last is { Audit: var last } && MemoryOf(last) == memory ? last.MemoryBytes : memory * MemoryGigabyte,
            Media = media,
            Win11Eligible = Win11 && AsksForComputer,
        };
        return await DoAsync(new RecordAudit(audit, LocksTested) { Locks = LinesOf(Locks), NoMediaConfirmedBy = seenBy }) ?? Page();
    }

    private void ReadMedia(int more) => Media =
    [
        .. Enumerable.Range(1, Math.Clamp(Rows + more, FewestRows, MostRows)).Select(number => new TypedMedium(number)).Select(row => row with
        {
            Serial = Request.Form[row.Field("medium")],
            Kind = Request.Form[row.Field("made")],
            Size = Request.Form[row.Field("size")],
            Soldered = Request.Form[row.Field("soldered")] == "true",
        }),
    ];

    private ImmutableArray<AuditedMedium> ListedMedia()
    {
        var media = ImmutableArray.CreateBuilder<AuditedMedium>();

        foreach (var row in Media.Where(row => !row.IsEmpty))
        {
            Mistakes
                .Unless(Codes.TryParse<MediumKind>(row.Kind, out var kind), row.Field("made"), Say("identify-medium-kind"))
                .Unless(row.Serial is not { Length: > Longest }, row.Field("medium"), Say("step-too-long", Say("media-serial"), Longest));

            // One whose serial nobody can read is named by its place.
            var serial = Typed(row.Serial) ?? string.Create(CultureInfo.InvariantCulture, $"?{row.Number}");
            media.Add(new(serial, kind, SizeOf(serial, NumberOf(row.Field("size"), row.Size)), row.Soldered, _last?.Audit.Media.FirstOrDefault(one => Same(one.Serial, serial))?.Model));
        }

        return media.ToImmutable();
    }

    /// <summary>Whoever is here, and another person who shows a badge (domain.md 2.8).</summary>
    private async Task<ImmutableArray<string>> WitnessesAsync()
    {
        if (!NoMedium)
        {
            Mistakes.Add("noMedium", Say("identify-no-medium-said"));
            return [];
        }

        var second = await badges.PersonOfAsync(Caller.Organisation.Text, Second, HttpContext.RequestAborted);
        Mistakes
            .Unless(second is not null, "second", Typed(Second) is null ? Say("identify-second-needed") : Why(Refusal.Forbidden("unknown-badge")))
            .Unless(second != Caller.Person.Text, "second", Say("identify-second-same"));
        return [Caller.Person.Text, second ?? string.Empty];
    }

    private async Task<bool> FindAuditAsync(string code)
    {
        if (!await FindAsync(code, Audit))
        {
            return false;
        }

        if (SeesAll && Machine.Status is MachineStatus.Audited)
        {
            _last = MachineFold.LastAuditOf(await machines.HistoryAsync(Machine.Machine, HttpContext.RequestAborted));
        }

        return true;
    }

    private long SizeOf(string serial, int gigabytes) =>
        Look.Media.FirstOrDefault(medium => Same(medium.Serial, serial)) is { SizeBytes: var known } && known / Gigabyte == gigabytes ? known : gigabytes * Gigabyte;

    private static long MemoryOf(HardwareAudit audit) => (audit.MemoryBytes + (MemoryGigabyte / 2)) / MemoryGigabyte;

    // 0 is not known.
    private static string? TextOf(long number) => number == 0 ? null : number.ToString(CultureInfo.InvariantCulture);

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private int NumberOf(string field, string? typed)
    {
        var number = 0;
        Mistakes.Unless(Typed(typed) is not { } text || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number), field, Say("identify-number"));
        return number;
    }
}
