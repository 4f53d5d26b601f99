using Microsoft.AspNetCore.Mvc;
using Ordi2.Barcodes;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Parts;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Parts;

/// <summary>A part that came without a machine gets its label; one that is taken out of a machine gets it by the machine's scan.</summary>
internal sealed class NewPartPage(IGrainFactory grains) : RolePage(Role.Operator, Role.Storekeeper, Role.Supervisor)
{
    private static readonly string[] Kinds = ["ram", "ssd", "hdd", "screen", "battery", "keyboard"];
    private static readonly string[] Storing = ["ssd", "hdd"];

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? Type { get; set; }

    [BindProperty]
    public string? Serial { get; set; }

    public IReadOnlyList<Choice> Types => [.. Kinds.Select(kind => new Choice(kind, Capital(Word(kind))))];

    public async Task<IActionResult> OnPostAsync()
    {
        var label = LabelReader.Read(Code ?? string.Empty) switch
        {
            OurLabel ours => ours.Code.Text,
            OurAddress ours => ours.Code.Text,
            _ => null,
        };
        var stores = Storing.Contains(Type, StringComparer.Ordinal);
        Mistakes
            .Unless(label is not null, "code", Say("part-say-label"))
            .Unless(Kinds.Contains(Type, StringComparer.Ordinal), "type", Say("choose-one"))
            .Unless(!stores || Typed(Serial) is not null, "serial", Say("part-say-serial"));

        if (Mistakes.Any)
        {
            return Page();
        }

        var medium = stores ? new AuditedMedium(Serial!.Trim(), Type is "ssd" ? MediumKind.SataSsd : MediumKind.Hdd, SizeBytes: 0) : null;
        var command = new RegisterPart(Type!, Caller.Organisation) { Medium = medium };

        if (IsDone(await grains.GetGrain<IPartGrain>($"part/{label}").DoAsync(command, Caller, Once(command, label!)), "code"))
        {
            return Onward($"/parts/{label}", Say("part-registered"));
        }

        FormMistakes.Renew(HttpContext);
        return Page();
    }
}
