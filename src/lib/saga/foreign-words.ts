/** English words, and what they are called in the Spanish, Portuguese, French, Italian and German that states are named in; no accents. */
const FOREIGN: readonly (readonly [english: string, foreign: string])[] = [
  ["reserve", "reservar reserver prenotare reservieren"],
  ["book", "agendar buchen"],
  ["release", "liberar liberer rilasciare freigeben"],
  ["cancel", "cancelar cancela cancelacion cancelamento annuler annulation annullare stornieren stornierung storno"],
  ["void", "anular anulacion"],
  ["compensate", "compensar compensa compensacion compensacao compensacoes compenser compensare kompensieren kompensation"],
  ["revert", "revertir reverter reversion reversao desfazer deshacer ruckgangig rueckgaengig"],
  ["refund", "reembolsar reembolso estornar estorno rembourser remboursement rimborsare rimborso erstatten erstattung ruckerstattung"],
  ["return", "devolver devolucion devolucao"],
  ["restore", "restaurar restituir"],
  ["create", "crear crea creacion criar cria criacao creer creation creare anlegen erstellen"],
  ["delete", "eliminar borrar excluir apagar supprimer cancellare loschen loeschen"],
  ["process", "procesar processar traiter verarbeiten"],
  ["charge", "cobrar cobro cobranca belasten"],
  ["pay", "pagar payer pagare bezahlen zahlen"],
  ["debit", "debitar debiter abbuchen"],
  ["credit", "acreditar creditar crediter gutschreiben gutschrift"],
  ["transfer", "transferir uberweisen ueberweisen"],
  ["deduct", "descontar abziehen"],
  ["update", "actualizar atualizar aktualisieren aggiornare"],
  ["register", "registrar enregistrer registrieren"],
  ["save", "guardar salvar speichern"],
  ["issue", "emitir emettre ausstellen"],
  ["generate", "generar gerar generer"],
  ["schedule", "programar planifier planen"],
  ["confirm", "confirmar confirmer confermare bestatigen bestaetigen"],
  ["approve", "aprobar aprovar approuver genehmigen"],
  ["reject", "rechazar rejeitar rejeter ablehnen"],
  ["validate", "validar validacion validacao valider validare validieren"],
  ["verify", "verificar verifier prufen pruefen"],
  ["check", "comprobar checar"],
  ["get", "obtener obter obtenir"],
  ["query", "consultar"],
  ["calculate", "calcular calculer berechnen"],
  ["notify", "notificar notifica avisar notifier benachrichtigen"],
  ["send", "enviar envoyer senden"],
  ["payment", "pago pagos pagamento pagamentos paiement zahlung"],
  ["card", "tarjeta cartao carte karte"],
  ["fund", "saldo fondos fundos guthaben"],
  ["money", "dinero dinheiro argent geld"],
  ["invoice", "factura fatura facture fattura rechnung"],
  ["order", "orden pedido pedidos encomenda commande ordine bestellung auftrag"],
  ["stock", "estoque existencias lager lagerbestand bestand"],
  ["inventory", "inventario inventaire"],
  ["product", "producto produto produit prodotto produkt"],
  ["shipment", "envio entrega livraison spedizione versand lieferung"],
  ["reservation", "reserva reservas reservierung buchung"],
  ["account", "cuenta conta compte konto"],
  ["customer", "cliente kunde"],
  ["user", "usuario utilisateur benutzer"],
  ["flight", "vuelo voo flug"],
  ["trip", "viaje viagem reise"],
  ["car", "coche carro voiture"],
  ["seat", "asiento assento sitzplatz"],
  ["subscription", "suscripcion assinatura abonnement"],
  ["step", "paso passo etape schritt"],
  ["status", "estado"],
];

const ENGLISH: ReadonlyMap<string, string> = new Map(
  FOREIGN.flatMap(([english, foreign]) => foreign.split(" ").map((word): [string, string] => [word, english])),
);

/** Nothing to normalise. */
const ASCII = /^[a-z]*$/;

/** The word in English where it is a known foreign one, in whatever number; else the word itself. */
export function inEnglish(word: string): string {
  const plain = ASCII.test(word) ? word : word.normalize("NFD").replaceAll(/\p{M}/gu, "");
  const known = ENGLISH.get(plain);
  if (known !== undefined || !plain.endsWith("s")) return known ?? word;
  return ENGLISH.get(plain.slice(0, -1)) ?? ENGLISH.get(plain.replace(/es$/, "")) ?? word;
}
