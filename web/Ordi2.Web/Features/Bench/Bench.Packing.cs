using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Web.Features.Scans;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Bench;

/// <summary>The packing table: the label of a box, then machine after machine into it, by scan alone. Each goes with the delivery on whose list it stands.</summary>
internal sealed partial class BenchPage
{
    private const string Charger = "charger";

    /// <summary>Why it comes out of its box, as it is kept with the machine.</summary>
    private const string WrongScan = "scannée par erreur";

    /// <summary>The box that the next machines go into.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Box { get; set; }

    /// <summary>The next machines go without a charger.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Bare { get; set; }

    public bool Packs => Now == BenchMode.Pack;

    /// <summary>The same box, with the charger or without.</summary>
    public string OtherCharger => AddressOf(Mode, null, Box, !Bare);

    private async Task<IActionResult> PackAsync(string code)
    {
        if (await boxes.OfAsync(code, Typed(Box) is not null, Caller, HttpContext.RequestAborted) is { } box)
        {
            return Redirect(AddressOf(Mode, null, box.Text, Bare));
        }

        if (Typed(Box) is not { } open)
        {
            Mistakes.Add("code", Say("bench-box-first"));
            return await ShowAsync();
        }

        var (found, _, refused) = await codes.FindSeenAsync(code, Caller, HttpContext.RequestAborted);

        if (refused is not null)
        {
            Refuse(refused.Code is "not-found" ? Refusal.NotFound("label-not-here", code) : refused, "code");
            return await ShowAsync();
        }

        var machine = new MachineId(found.Row.Id);

        if (await lists.OfAsync(Caller, machine, HttpContext.RequestAborted) is not { } delivery)
        {
            Keep(new(machine.Text, Tone.Bad, Say("bench-not-on-a-list"), At));
            return Redirect(AddressOf(Mode, null));
        }

        var command = new Pack(open, delivery) { Accessories = Bare ? [] : [Charger] };
        var answer = await scans.SendAsync(Caller, new PageScan(Once(command, code), code, command));
        Keep(await ResultAsync(answer, command, Say("bench-packed", Label(open)), code));
        return Redirect(AddressOf(Mode, null));
    }
}
