using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Web.Features.Scans;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Machines;

/// <summary>A medium that is being wiped, and what somebody read on the screen of the tool.</summary>
internal sealed record TypedWipe(int Number, SeenMedium Medium)
{
    public string? Result { get; init; }

    public string? Method { get; init; }

    public bool Verified { get; init; }

    public string? Errors { get; init; }

    public bool IsOver => Result is WipeResultPage.Success or WipeResultPage.Failure;

    /// <summary>The name of one of its fields.</summary>
    public string Field(string part) => string.Create(CultureInfo.InvariantCulture, $"{part}-{Number}");
}

/// <summary>What a wipe tool said of each medium, told by hand where the tool sends nothing. Whether it is a proof is decided by the machine, never here.</summary>
internal sealed class WipeResultPage(CodeResolver codes, IGrainFactory grains, TimeProvider time) : MachineStepPage(codes, grains, time)
{
    public const string Success = "success";
    public const string Failure = "failure";

    /// <summary>Signs of a field.</summary>
    public const int Longest = 200;

    private const string Running = "running";
    private const string Wiped = "wipe-succeeded";

    [BindProperty]
    public string? Tool { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public ImmutableArray<TypedWipe> Media { get; private set; } = [];

    /// <summary>The same page takes a failure.</summary>
    public override string Title => Say("wipe-result-title", Called.Machine(Machine.Machine));

    public IEnumerable<Choice> Results =>
    [
        new(Running, Say("wipe-result-running")),
        new(Success, Say("wipe-result-success")),
        new(Failure, Say("wipe-result-failure")),
    ];

    public IEnumerable<Choice> Methods => Enum.GetValues<WipeMethod>().Where(method => method is not WipeMethod.Unknown).Select(method => new Choice(method.Code(), Capital(Word(method.Code()))));

    public async Task<IActionResult> OnGetAsync(string code) => await FindMediaAsync(code) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string code)
    {
        if (!await FindMediaAsync(code))
        {
            return NotFound();
        }

        Media =
        [
            .. Media.Select(one => one with
            {
                Result = Request.Form[one.Field("result")],
                Method = Request.Form[one.Field("method")],
                Verified = Request.Form[one.Field("verified")] == "true",
                Errors = Request.Form[one.Field("errors")],
            }),
        ];

        var tool = Typed(Tool) ?? string.Empty;
        Mistakes
            .Unless(tool.Length is > 0 and <= Longest, "tool", Say("wipe-result-tool-needed"))
            .Unless(Reason is not { Length: > Longest }, "reason", Say("step-too-long", Say("wipe-result-said"), Longest));

        if (Media.FirstOrDefault() is { } first)
        {
            Mistakes.Unless(Media.Any(one => one.IsOver), first.Field("result"), Say("wipe-result-none"));
        }

        ImmutableArray<WipeReport> reports = [.. Media.Where(one => one.IsOver).Select(one => ReportOf(one, tool))];

        // All that is noted is judged together, each by its own report: what failed is a failure beside what succeeded.
        return Mistakes.Any ? Page()
            : await DoAsync(reports.Any(report => report.Succeeded) ? new WipeSucceeded { Reports = reports } : new WipeFailed(Typed(Reason)) { Reports = reports })
            ?? Page();
    }

    private WipeReport ReportOf(TypedWipe one, string tool)
    {
        var succeeded = one.Result is Success;
        var errors = 0L;
        Mistakes
            .Unless(Codes.TryParse<WipeMethod>(one.Method, out var method) && method is not WipeMethod.Unknown, one.Field("method"), Say("step-needed", Say("field-method")))
            .Unless(
                (string.IsNullOrWhiteSpace(one.Errors) && !succeeded) || long.TryParse(one.Errors?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out errors),
                one.Field("errors"),
                Say("wipe-result-errors-needed"));
        return new() { Evidence = new("manual", string.Empty), Serial = one.Medium.Serial, Method = method, Tool = tool, Succeeded = succeeded, Verified = one.Verified, Errors = errors, SizeBytes = one.Medium.SizeBytes };
    }

    private async Task<bool> FindMediaAsync(string code)
    {
        if (!await FindAsync(code, Wiped))
        {
            return false;
        }

        Media = [.. Look.Media.Where(medium => medium.State is MediumState.Running).Select((medium, at) => new TypedWipe(at + 1, medium))];
        return true;
    }
}
